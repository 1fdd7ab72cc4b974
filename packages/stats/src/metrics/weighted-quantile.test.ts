import { expect, test } from 'vitest';
import { weightedQuantile } from './weighted-quantile.ts';

const values = Float64Array.from({ length: 25 }, (_, row) => row + 1);
const order = Int32Array.from(values.keys());
const ones = new Float64Array(25).fill(1);

test.each([
  // 0.28 of 25 is 7, though 0.28 * 25 is more than 7 by a rounding.
  [0.28, 7],
  [0.281, 8],
  [0.5, 13],
  [0.999, 25],
])('a share of %d of 25 rows does not exceed %d', (level, value) => {
  expect(weightedQuantile(values, order, level)(ones)).toEqual({ value });
});

test('rows weigh, those without weight are none, and those not in the order neither', () => {
  const weights = ones.map((_, row) => (row < 20 ? 0 : row === 20 ? 3 : 1));
  // 21 has 3 of 7.
  expect(weightedQuantile(values, order, 0.42)(weights)).toEqual({ value: 21 });
  expect(weightedQuantile(values, order, 0.43)(weights)).toEqual({ value: 22 });
  expect(weightedQuantile(values, order.subarray(21), 0.43)(weights)).toEqual({ value: 23 });
  expect(weightedQuantile(values, order, 0.5)(new Float64Array(25))).toEqual({
    value: null,
    reason: 'no-weight',
  });
});
