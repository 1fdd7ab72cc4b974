import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortAscending } from './ascending.ts';

const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
);

test('numbers are in the order in which the platform puts them', () => {
  fc.assert(
    fc.property(fc.array(numbers, { maxLength: 300 }), (each) => {
      // 0 for -0, which the platform puts before it.
      const values = Float64Array.from(each, (value) => value + 0);
      expect(sortAscending(values.slice())).toEqual(values.toSorted());
    }),
  );
});

test('also where nearly all share a bucket, and where all are spread', () => {
  const far = Float64Array.from({ length: 2000 }, (_, i) => (i === 7 ? 1e300 : (i * 769) % 2000));
  const spread = Float64Array.from({ length: 2000 }, (_, i) => ((i * 769) % 2000) ** 2 - 1e6);
  for (const values of [far, spread]) expect(sortAscending(values.slice())).toEqual(values.toSorted());
});
