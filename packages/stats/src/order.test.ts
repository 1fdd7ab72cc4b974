import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascendingOrder, ranksOf } from './order.ts';
import { randomNumbers } from './testing/samples.ts';

test('many rows are ordered as few are: by value, equal ones by row, with both zeros equal', () => {
  const { normal, uniform } = randomNumbers(9);
  const special = [0, -0, -1e-320, 1e-320, Number.MAX_VALUE, -Number.MAX_VALUE];
  const values = Float64Array.from({ length: 6000 }, () =>
    uniform() < 0.3
      ? (special[Math.floor(uniform() * special.length)] ?? 0)
      : Math.round(normal() * 100) / 100,
  );
  const expected = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  expect([...ascendingOrder(values)]).toEqual(expected);
});

test('many values that differ in their last bits alone, beside ones that are far away', () => {
  const { uniform } = randomNumbers(10);
  // 1e6 + k·2⁻³³: of the 2³² parts from the least to the greatest value's pattern all lie in a few.
  const values = Float64Array.from({ length: 9000 }, (_, row) =>
    row % 3000 === 0 ? (row - 4500) * 1e290 : 1e6 + Math.floor(uniform() * 500) * 2 ** -33,
  );
  const expected = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  expect([...ascendingOrder(values)]).toEqual(expected);
});

test('any doubles', () => {
  fc.assert(
    fc.property(fc.float64Array({ noNaN: true, noDefaultInfinity: true, maxLength: 40 }), (values) => {
      const sorted = [...ascendingOrder(values)].map((row) => values[row] ?? Number.NaN);
      expect(sorted.every((value, place) => place === 0 || (sorted[place - 1] ?? 0) <= value)).toBe(true);
    }),
  );
});

test('of values that ascend it is the order of rows, also where more rows were asked for before', () => {
  const values = Float64Array.of(-1, -0, 0, 0.5, 0.5, 7);
  const many = Float64Array.from({ length: 9000 }, (_, row) => row);
  expect([...ascendingOrder(values)]).toEqual([0, 1, 2, 3, 4, 5]);
  expect([...ascendingOrder(many)]).toEqual([...many]);
  expect([...ascendingOrder(values.slice(1))]).toEqual([0, 1, 2, 3, 4]);
  expect([...ascendingOrder(Float64Array.of(1, 2, 1))]).toEqual([0, 2, 1]);
});
test('equal values have one rank, and both zeros too', () => {
  expect([...ranksOf(Float64Array.of(3, -0, 7, 0, 3))]).toEqual([1, 0, 2, 0, 1]);
});
