import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, type TextSample } from '../sample.ts';
import type { MetricSpec, RowMetric } from './metric.ts';
import { shareMetric } from './share.ts';
import { weightedMean } from './weighted-mean.ts';

const facts = {
  direction: 'higher',
  range: [0, 1],
  unit: 'proportion',
  interval: 'bootstrap',
  from: 'rows',
} as const;

/** Lower case, without punctuation, English articles and more than single spaces: Rajpurkar et al. (2016), EMNLP, SQuAD. */
function normalized(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[!-/:-@[-`{-~]/g, '')
    .replaceAll(/\b(?:a|an|the)\b/g, ' ')
    .trim()
    .replaceAll(/\s+/g, ' ');
}

function matches(id: string, form: (text: string) => string): RowMetric<'text'> {
  return shareMetric({ id, direction: 'higher', needs: 'prediction' }, ({ labels, predictions }) => {
    if (!predictions) return undefinedFor('no-predictions');
    return Uint8Array.from(labels, (label, row) => (form(label) === form(predictions[row] ?? '') ? 1 : 0));
  });
}

/** Mean F1 of the words that label and prediction have in common, both normalized; 1 where neither has a word. */
const tokenF1: RowMetric<'text'> = {
  ...facts,
  id: 'token_f1',
  needs: 'prediction',
  over: ({ labels, predictions }) => {
    if (!predictions) return undefinedFor('no-predictions');
    return weightedMean(Float64Array.from(labels, (label, row) => overlap(label, predictions[row] ?? '')));
  },
};

function overlap(label: string, prediction: string): number {
  const words = (text: string) =>
    normalized(text)
      .split(' ')
      .filter((word) => word !== '');
  const wanted = words(label);
  const given = words(prediction);
  if (wanted.length + given.length === 0) return 1;
  const left = new Map<string, number>();
  for (const word of wanted) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of given) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    common++;
    left.set(word, count - 1);
  }
  return (2 * common) / (wanted.length + given.length);
}

/** Mean score of a judge or a test; of scores that are 0 or 1, the share that passed. */
const meanScore: RowMetric<'text'> = {
  ...facts,
  id: 'score',
  range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  unit: 'own',
  needs: 'score',
  over: (sample) => {
    const scores = scoresOf(sample);
    return 'reason' in scores ? scores : weightedMean(scores);
  },
};

/** Share of rows with a score of at least `threshold`, 1 where none is given. */
const passRate: RowMetric<'text'> = shareMetric(
  { id: 'pass_rate', direction: 'higher', needs: 'score', takes: { name: 'threshold', usual: 1 } },
  (sample, { threshold }) => passed(sample, threshold),
);

/**
 * pass@k: the mean over problems of the probability that one of `k` attempts passes (a score of 1), estimated from the n
 * attempts there are, of which c passed, as 1 - C(n - c, k) / C(n, k). Chen et al. (2021), arXiv 2107.03374, equation 1.
 */
const passAtK: RowMetric<'text'> = {
  ...facts,
  id: 'pass',
  needs: 'score',
  takes: { name: 'k', usual: 1 },
  ofQueries: (sample, spec) => {
    const problems = chancesOf(sample, spec);
    return 'reason' in problems ? problems : problems.map(({ chance }) => chance);
  },
  over: (sample, spec) => {
    const problems = chancesOf(sample, spec);
    if ('reason' in problems) return problems;
    return (weights) => {
      let sum = 0;
      let total = 0;
      for (const { row, chance } of problems) {
        sum += (weights[row] as number) * chance;
        total += weights[row] as number;
      }
      return total > 0 ? { value: sum / total } : undefinedFor('no-weight');
    };
  },
};

/** Of each problem its first row, and the chance that one of `k` of its attempts passes. */
function chancesOf(sample: TextSample, { k = 1 }: MetricSpec): { row: number; chance: number }[] | Undefined {
  const outcomes = passed(sample, undefined);
  if ('reason' in outcomes) return outcomes;
  if (!sample.queries) return undefinedFor('no-queries');
  const problems = new Map<number, { row: number; attempts: number; passed: number }>();
  sample.queries.forEach((query, row) => {
    const problem = problems.get(query) ?? { row, attempts: 0, passed: 0 };
    problem.attempts++;
    problem.passed += outcomes[row] as number;
    problems.set(query, problem);
  });
  const all = [...problems.values()];
  if (all.some(({ attempts }) => attempts < k)) return undefinedFor('too-few-attempts');
  return all.map(({ row, attempts, passed }) => {
    let none = 1;
    for (let i = 0; i < k; i++) none *= Math.max(0, attempts - passed - i) / (attempts - i);
    return { row, chance: 1 - none };
  });
}

/** Metrics of generated text, by its reference and by a judge. */
export const texts: readonly RowMetric<'text'>[] = [
  matches('exact_match', (text) => text.trim()),
  matches('normalized_match', normalized),
  tokenF1,
  meanScore,
  passRate,
  passAtK,
];

function passed(sample: TextSample, threshold = 1): Uint8Array | Undefined {
  const scores = scoresOf(sample);
  return 'reason' in scores ? scores : Uint8Array.from(scores, (score) => (score >= threshold ? 1 : 0));
}

function scoresOf({ scores }: TextSample): Float64Array | Undefined {
  if (!scores) return undefinedFor('no-scores');
  return allFinite(scores) ? scores : undefinedFor('not-finite');
}
