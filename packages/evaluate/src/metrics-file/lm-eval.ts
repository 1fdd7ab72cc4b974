import { criticalValue, wilson } from '@assay/stats';
import { z } from 'zod';
import { anyNumber, type FoundMetric, readerOf } from './reader.ts';

const byTask = <Inner extends z.ZodType>(inner: Inner) => z.record(z.string(), inner);

const results = z.object({
  results: byTask(z.record(z.string(), z.unknown())),
  versions: z.record(z.string(), z.unknown()),
  higher_is_better: byTask(z.record(z.string(), z.boolean().nullable())).default({}),
  'n-samples': byTask(z.object({ effective: z.int().positive() })).default({}),
});

/**
 * `results_<time>.json` of lm-evaluation-harness: `hellaswag.acc`, with the filter where it is not `none`:
 * `gsm8k.exact_match,strict-match`. Which way is better is what the harness says of it.
 */
export const lmEval = readerOf('lm-eval', results, (found, confidence) =>
  Object.entries(found.results).flatMap(([task, values]) =>
    Object.entries(values).flatMap(([key, raw]): FoundMetric[] => {
      const [, name, filter] = /^(.*?),(.*)$/.exec(key) ?? [];
      const value = anyNumber.safeParse(raw);
      if (name === undefined || filter === undefined || name.endsWith('_stderr') || !value.success) return [];
      const n = found['n-samples'][task]?.effective;
      const higher = found.higher_is_better[task]?.[name];
      const stderr = anyNumber.safeParse(values[`${name}_stderr,${filter}`]);
      return [
        {
          metric: `${task}.${name}${filter === 'none' ? '' : `,${filter}`}`,
          value: value.data,
          ...(typeof higher === 'boolean' && { direction: higher ? 'higher' : 'lower' }),
          n,
          interval: intervalOf(value.data, stderr.success ? stderr.data : Number.NaN, n, confidence),
        },
      ];
    }),
  ),
);

/**
 * Wilson's interval of a share, which is known by its standard error, root of p (1 - p) / (n - 1): at 0 and 1 that is none.
 * Of other means the normal one from the standard error.
 */
function intervalOf(
  value: number,
  stderr: number,
  n: number | undefined,
  confidence: number,
): FoundMetric['interval'] {
  if (!(stderr >= 0 && Number.isFinite(stderr))) return undefined;
  if (n !== undefined && value >= 0 && value <= 1) {
    const ofShare = Math.sqrt((value * (1 - value)) / (n - 1));
    const { low, high } = wilson(value * n, n, confidence);
    if (low !== null && Math.abs(stderr - ofShare) < 1e-9) return { low, high, method: 'wilson' };
  }
  const half = criticalValue(confidence) * stderr;
  return half === 0 ? undefined : { low: value - half, high: value + half, method: 'standard-error' };
}
