import { expect, test } from 'vitest';
import { meanDifference } from './mean-difference.ts';

const inside = Uint8Array.from([1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
const values = Float64Array.from([3.1, 2.7, 4.4, 3.9, 5.2, 1.2, 2.2, 3.3, 2.1, 0.4, 1.9, 2.8]);
const ones = new Float64Array(12).fill(1);
const plain = { weights: ones, confidence: 0.95 };

test('rows that weigh the same: Welch, and Student within', () => {
  // test/agreement/stats/welch.py, with SciPy: ttest_ind(equal_var=False, alternative='greater'), t.interval.
  expect(meanDifference(values, inside, plain)).toMatchObject({
    n: 5,
    inside: expect.closeTo(3.86, 12),
    outside: expect.closeTo(1.9857142857142858, 12),
    low: expect.closeTo(2.616474900579541, 10),
    high: expect.closeTo(5.10352509942046, 10),
    error: expect.closeTo(0.5776341614636343, 10),
    p: expect.closeTo(0.005388456780170495, 10),
  });
});

test('rows that come twice, as clusters, tell no more than once', () => {
  const twice = <T extends Float64Array | Uint8Array>(of: T) =>
    Array.from({ length: 24 }, (_, i) => of[i >> 1] as number);
  const once = meanDifference(values, inside, plain);
  const clustered = meanDifference(Float64Array.from(twice(values)), Uint8Array.from(twice(inside)), {
    weights: new Float64Array(24).fill(1),
    group: Int32Array.from({ length: 24 }, (_, i) => i >> 1),
    confidence: 0.95,
  });
  for (const key of ['inside', 'low', 'high', 'outside', 'error', 'p'] as const)
    expect(clustered?.[key]).toBeCloseTo(once?.[key] ?? 0, 12);
  expect(clustered?.n).toBe(10);
});

test('clusters with rows on both sides: what they share cancels', () => {
  // Each cluster has one row inside, and the same less 1 outside: every cluster says that the difference is 1.
  const shared = Float64Array.from([5, 4, 9, 8, 2, 1]);
  const side = Uint8Array.from([1, 0, 1, 0, 1, 0]);
  const group = Int32Array.from([0, 0, 1, 1, 2, 2]);
  expect(
    meanDifference(
      shared.map((x, i) => x + (i === 0 ? 0.1 : 0)),
      side,
      { ...plain, weights: ones.slice(0, 6), group },
    )?.error,
  ).toBeLessThan(0.1);
  expect(meanDifference(shared, side, { ...plain, weights: ones.slice(0, 6) })?.error).toBeGreaterThan(2);
});

test('weights: a weight of nought is as good as no row', () => {
  const weights = ones.map((_, i) => (i === 4 || i === 11 ? 0 : 2));
  const found = meanDifference(values, inside, { weights, confidence: 0.95 });
  expect(found?.inside).toBeCloseTo((3.1 + 2.7 + 4.4 + 3.9) / 4, 12);
  expect(found?.outside).toBeCloseTo((1.2 + 2.2 + 3.3 + 2.1 + 0.4 + 1.9) / 6, 12);
});

test('one row on a side, or nothing that varies, says nothing', () => {
  expect(
    meanDifference(
      values,
      inside.map((_, i) => (i === 0 ? 1 : 0)),
      plain,
    ),
  ).toBeUndefined();
  expect(meanDifference(ones, inside, plain)).toBeUndefined();
});
