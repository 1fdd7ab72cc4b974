import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLOCK } from '../rows-kernel.ts';
import { meanDifference } from './mean-difference.ts';

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('the variance is that of the mean of differences, over more rows than are looked at together', () => {
  const number = fc.double({ min: -10, max: 10, noNaN: true });
  const some = fc.array(number, { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(some, some, fc.constantFrom(1, BLOCK, 2 * BLOCK + 7), (before, after, rows) => {
      const one = Float64Array.from({ length: rows }, (_, row) => before[row % before.length] ?? 0);
      const other = Float64Array.from({ length: rows }, (_, row) => after[row % after.length] ?? 0);
      const found = meanDifference(one, {
        rows,
        fill: (some: Float64Array, from: number) => some.set(other.subarray(from, from + some.length)),
      });
      const change = mean(other) - mean(one);
      // Each row's derivative is its distance from the mean, over the rows.
      const squares = one.reduce((sum, value, row) => sum + ((other[row] ?? 0) - value - change) ** 2, 0);
      expect(found.before).toBeCloseTo(mean(one), 12);
      expect(found.after).toBeCloseTo(mean(other), 12);
      expect(found.variance * rows).toBeCloseTo(squares / rows, 10);
    }),
  );
});

test('rows that all change alike leave no variance, also where squares are rounded', () => {
  // Of distances from 0 the sum of squares, less that of the mean, would be 2.5e-10.
  const before = new Float64Array(5000);
  const after = before.map(() => 0.7);
  expect(meanDifference(before, after).variance).toBe(0);
});
