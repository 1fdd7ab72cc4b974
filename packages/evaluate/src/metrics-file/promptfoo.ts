import { wilson } from '@assay/stats';
import { z } from 'zod';
import { type FoundMetric, readerOf } from './reader.ts';

const count = z.int().nonnegative();
const sums = z.record(z.string(), z.number()).default({});
const metricsShape = z.object({
  score: z.number(),
  testPassCount: count,
  testFailCount: count,
  testErrorCount: count.default(0),
  totalLatencyMs: z.number(),
  tokenUsage: z.object({ total: z.number().default(0) }).default({ total: 0 }),
  namedScores: sums,
  namedScoreWeights: sums,
  namedScoresCount: sums,
  cost: z.number().default(0),
});
const written = z.object({
  results: z.object({
    prompts: z.array(z.object({ provider: z.string(), metrics: metricsShape })),
    stats: z.looseObject({}),
  }),
});

/**
 * The output of `promptfoo eval`: of each prompt on each provider the share of tests that pass, and means a test of the
 * rest: `openai:gpt-4o.pass_rate`; where a provider has several prompts, `openai:gpt-4o#2.pass_rate` is the second's. Of
 * named scores, `openai:gpt-4o.score:tone`.
 */
export const promptfoo = readerOf('promptfoo', written, ({ results: { prompts } }, confidence) =>
  prompts.flatMap(({ provider, metrics }, i) => {
    const of = (each: { provider: string }) => each.provider === provider;
    const place = prompts.slice(0, i).filter(of).length + 1;
    const name = prompts.filter(of).length === 1 ? provider : `${provider}#${place}`;
    return metricsOf(metrics, confidence).map((found) => ({ ...found, metric: `${name}.${found.metric}` }));
  }),
);

function metricsOf(sum: z.output<typeof metricsShape>, confidence: number): FoundMetric[] {
  // A test that ended in an error was not passed.
  const n = sum.testPassCount + sum.testFailCount + sum.testErrorCount;
  if (n === 0) return [];
  const { low, high } = wilson(sum.testPassCount, n, confidence);
  const named = Object.entries(sum.namedScores).map(
    ([name, score]): FoundMetric => ({
      metric: `score:${name}`,
      value: score / (sum.namedScoreWeights[name] ?? sum.namedScoresCount[name] ?? n),
      direction: 'higher',
    }),
  );
  return [
    {
      metric: 'pass_rate',
      value: sum.testPassCount / n,
      direction: 'higher',
      n,
      interval: low === null ? undefined : { low, high, method: 'wilson' },
    },
    { metric: 'score', value: sum.score / n, direction: 'higher', n },
    { metric: 'latency_ms', value: sum.totalLatencyMs / n, direction: 'lower', n },
    { metric: 'cost', value: sum.cost / n, direction: 'lower', n },
    { metric: 'tokens', value: sum.tokenUsage.total / n, direction: 'lower', n },
    ...named,
  ];
}
