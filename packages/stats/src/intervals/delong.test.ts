import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binaryRows, simulatedBinary } from '../testing/samples.ts';
import { areaDifference, areaInterval } from './area.ts';
import { deLong, deLongPaired } from './delong.ts';

/** DeLong's estimator from its definition: every pair of a positive and a negative (1988, equations 3 to 5). */
function fromDefinition(labels: Uint8Array, models: Float64Array[]) {
  const rows = [...labels.keys()];
  const positives = rows.filter((row) => labels[row] === 1);
  const negatives = rows.filter((row) => labels[row] === 0);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const parts = models.map((scores) => {
    const at = (row: number) => scores[row] ?? Number.NaN;
    const psi = (x: number, y: number) => (y < x ? 1 : y === x ? 0.5 : 0);
    const v10 = positives.map((i) => mean(negatives.map((j) => psi(at(i), at(j)))));
    const v01 = negatives.map((j) => mean(positives.map((i) => psi(at(i), at(j)))));
    return { auc: mean(v10), v10, v01 };
  });
  const covariance = (a: number[], b: number[]) =>
    a.reduce((sum, value, i) => sum + (value - mean(a)) * ((b[i] ?? Number.NaN) - mean(b)), 0) /
    (a.length - 1);
  return {
    auc: parts.map(({ auc }) => auc),
    covariance: parts.map((a) =>
      parts.map(
        (b) => covariance(a.v10, b.v10) / positives.length + covariance(a.v01, b.v01) / negatives.length,
      ),
    ),
  };
}

test('equals the definition over all pairs, with ties', () => {
  fc.assert(
    fc.property(binaryRows, ({ labels, scores, other }) => {
      const { auc, covariance } = fromDefinition(labels, [scores, other]);
      const [[varianceA = 0, both = 0] = [], [, varianceB = 0] = []] = covariance;
      const one = deLong(labels, scores);
      expect(one.auc).toBeCloseTo(auc[0] ?? Number.NaN, 12);
      expect(one.variance).toBeCloseTo(varianceA, 12);
      const two = deLongPaired(labels, scores, other);
      expect(two.aucB).toBeCloseTo(auc[1] ?? Number.NaN, 12);
      expect(two.varianceOfDifference).toBeCloseTo(varianceA + varianceB - 2 * both, 12);
    }),
  );
});

test('equals the definition on 900 rows without ties', () => {
  const { labels, scores, again } = simulatedBinary(900, { noise: 0.5 });
  const { auc, covariance } = fromDefinition(labels, [scores, again]);
  const [[varianceA = 0, both = 0] = [], [, varianceB = 0] = []] = covariance;
  const result = deLongPaired(labels, scores, again);
  expect(result.difference).toBeCloseTo((auc[1] ?? 0) - (auc[0] ?? 0), 13);
  expect((result.varianceOfDifference ?? 0) / (varianceA + varianceB - 2 * both)).toBeCloseTo(1, 10);
});

test('three positives and three negatives, by hand', () => {
  // Positives 2, 4, 5 against negatives 1, 3, 4: V10 = 1/3, 5/6, 1; V01 = 1, 2/3, 1/2; AUC 13/18.
  // S10 = S of (-7/18, 2/18, 5/18) = (49 + 4 + 25) / 324 / 2 = 39/324; S01 of (5/18, -1/18, -4/18) = 21/324.
  const result = deLong(Uint8Array.of(1, 1, 1, 0, 0, 0), Float64Array.of(2, 4, 5, 1, 3, 4));
  expect(result.auc).toBeCloseTo(13 / 18, 14);
  expect(result.variance).toBeCloseTo((39 + 21) / 324 / 3, 14);
});

test('turning the scores round turns the area round; changing places changes the sign', () => {
  fc.assert(
    fc.property(binaryRows, ({ labels, scores, other }) => {
      const turned = deLong(
        labels,
        scores.map((score) => 1 - score),
      );
      expect((deLong(labels, scores).auc ?? 0) + (turned.auc ?? 0)).toBeCloseTo(1, 12);
      expect(turned.variance).toBeCloseTo(deLong(labels, scores).variance ?? Number.NaN, 12);
      const there = areaDifference(labels, scores, other, 0.95);
      const back = areaDifference(labels, other, scores, 0.95);
      expect(there.value).toBeCloseTo(-(back.value ?? Number.NaN), 12);
      expect(there.low).toBeCloseTo(-(back.high ?? Number.NaN), 12);
    }),
  );
});

test('the interval of an area is symmetric on the logit scale, by hand', () => {
  // As above: area 13/18, variance 60/972. logit = ln(13/5) = 0.955511; 1.959964 sqrt(60/972) / (13/18 * 5/18) = 2.427293;
  // 1 / (1 + e^1.471782) = 0.186672 and 1 / (1 + e^-3.382805) = 0.967163. Symmetric ends would be 0.2353 and 1.2092.
  const interval = areaInterval(Uint8Array.of(1, 1, 1, 0, 0, 0), Float64Array.of(2, 4, 5, 1, 3, 4), 0.95);
  expect(interval).toEqual({
    value: expect.closeTo(13 / 18, 14),
    low: expect.closeTo(0.186672, 5),
    high: expect.closeTo(0.967163, 5),
  });
});

describe('few rows', () => {
  test('one class, one row of a class, and scores that are no numbers have their reasons', () => {
    expect(deLong(Uint8Array.of(1, 1), Float64Array.of(1, 2))).toMatchObject({
      auc: null,
      reason: 'one-class',
    });
    expect(deLong(Uint8Array.of(), Float64Array.of())).toMatchObject({ auc: null, reason: 'no-rows' });
    expect(deLong(Uint8Array.of(1, 0), Float64Array.of(Number.NaN, 2))).toMatchObject({
      reason: 'not-finite',
    });
    const single = areaInterval(Uint8Array.of(1, 0, 0), Float64Array.of(3, 2, 1), 0.95);
    expect(single).toEqual({ value: 1, low: null, high: null, reason: 'too-few-rows' });
  });

  test('separated classes do not make a certainty of 10 rows', () => {
    const labels = Uint8Array.from({ length: 10 }, (_, row) => (row < 5 ? 0 : 1));
    const scores = Float64Array.from({ length: 10 }, (_, row) => row);
    const interval = areaInterval(labels, scores, 0.95);
    // Wilson of 5 of 5: 5 / (5 + 1.96^2) = 0.5655.
    expect(interval).toEqual({ value: 1, low: expect.closeTo(0.5655, 4), high: 1 });
    const doubled = scores.map((score) => 2 * score);
    expect(areaDifference(labels, scores, doubled, 0.95).low).toBeCloseTo(-0.4345, 4);
    expect(areaDifference(labels, scores, scores.slice(), 0.95)).toEqual({ value: 0, low: 0, high: 0 });
  });
});
