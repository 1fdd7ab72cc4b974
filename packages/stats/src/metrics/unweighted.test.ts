import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MulticlassSample, RegressionSample, Samples, Task } from '../sample.ts';
import { registry } from './registry.ts';

/** Scores from a coarse grid, so that many are equal. */
const score = fc.integer({ min: 0, max: 12 }).map((twelfths) => twelfths / 12);
const length = { minLength: 2, maxLength: 40 };

const binary = fc.array(fc.tuple(fc.constantFrom(0, 1), score), length).map((rows) => ({
  labels: Uint8Array.from(rows, ([label]) => label),
  scores: Float64Array.from(rows, ([, one]) => one),
}));

const multiclass = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 2 }), score, score, score), length)
  .map((rows): MulticlassSample => {
    const scores = [1, 2, 3].map((place) => Float64Array.from(rows, (row) => row[place] as number));
    return { labels: Int32Array.from(rows, ([label]) => label), classes: ['a', 'b', 'c'], scores };
  });

const regression = fc.array(fc.tuple(score, score), length).map(
  (rows): RegressionSample => ({
    labels: Float64Array.from(rows, ([label]) => label),
    predictions: Float64Array.from(rows, ([, prediction]) => prediction),
  }),
);

/** Also in the order of their scores, in which many rows come. */
const sorted = binary.map(({ labels, scores }) => {
  const order = [...labels.keys()].sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0) || a - b);
  return { labels: Uint8Array.from(order, (row) => labels[row] ?? 0), scores: scores.toSorted() };
});

/** Of every metric that has it, what is computed of rows that count alike, beside what it is as a function of weights. */
function agree<T extends Task>(task: T, sample: Samples[T]): number {
  const ones = new Float64Array(sample.labels.length).fill(1);
  let compared = 0;
  for (const metric of registry[task]) {
    if (metric.from !== 'rows') continue;
    const weighted = metric.over(sample, { metric: metric.id }, '');
    if (typeof weighted !== 'function' || weighted.unweighted === undefined) continue;
    compared++;
    const { value, variance } = weighted.unweighted();
    const expected = weighted(ones);
    expect(value.reason).toBe(expected.reason);
    if (value.value === null || expected.value === null) continue;
    expectNear(value.value, expected.value, Math.abs(expected.value));
    if (variance === undefined || weighted.influence === undefined) continue;
    const squares = weighted.influence().reduce((sum, each) => sum + each * each, 0);
    expectNear(variance, squares, squares);
  }
  return compared;
}

/** But for rounding, which is larger where the mean is far from 0. */
function expectNear(found: number, expected: number, size: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-13 * Math.max(1, size));
}

test.each([
  ['binary', binary, 6],
  ['binary', sorted, 6],
  ['multiclass', multiclass, 2],
  ['regression', regression, 4],
] as const)('rows that count alike are those of weight 1: %s', (task, samples, least) => {
  fc.assert(
    fc.property(samples as fc.Arbitrary<Samples[typeof task]>, (sample) => {
      expect(agree(task, sample)).toBeGreaterThanOrEqual(least);
    }),
  );
});
