import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundKeepingSum } from './round-keeping-sum.ts';

test('the numbers that were rounded furthest the other way are moved', () => {
  // Rounded 1, 1, 1, of which the sum is 3 and not 4 (3.9): the first, at 1.4, was rounded down the furthest.
  expect(roundKeepingSum([1.4, 1.3, 1.2])).toEqual([2, 1, 1]);
  // Rounded 2, 2, 2, of which the sum is 6 and not 5 (5.1).
  expect(roundKeepingSum([1.8, 1.7, 1.6])).toEqual([2, 2, 1]);
  // Halves to even: 2 and 0, of which the sum is right; halves up, 2 and 1, would have to be moved.
  expect(roundKeepingSum([1.5, 0.5])).toEqual([2, 0]);
});

test('the sum is kept, and no number moves by more than 1', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      const rounded = roundKeepingSum(values);
      const sum = values.reduce((total, value) => total + value, 0);
      expect(Math.abs(rounded.reduce((total, value) => total + value, 0) - sum)).toBeLessThanOrEqual(0.5);
      rounded.forEach((value, index) => {
        expect(Math.abs(value - (values[index] ?? 0))).toBeLessThanOrEqual(1.5);
        expect(Number.isInteger(value)).toBe(true);
      });
    }),
  );
});
