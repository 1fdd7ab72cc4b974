import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largest } from './largest.ts';

test('the places of the largest values are those that a stable sort puts first', () => {
  const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(values, fc.nat(), (numbers, nat) => {
      const count = 1 + (nat % numbers.length);
      const sorted = [...numbers.keys()].sort((a, b) => (numbers[b] ?? 0) - (numbers[a] ?? 0) || a - b);
      const before = Float64Array.from(numbers);
      expect([...largest(before, count)]).toEqual(sorted.slice(0, count).sort((a, b) => a - b));
      expect([...before]).toEqual(numbers);
    }),
  );
});

// A pivot that is always the least takes the square of the rows, some minutes: beyond the test's time limit.
test('many equal values, or sorted ones, are no worse than others', () => {
  const rows = 300_000;
  for (const values of [new Float64Array(rows), Float64Array.from({ length: rows }, (_, row) => row)])
    expect(largest(values, rows / 2)).toHaveLength(rows / 2);
});
