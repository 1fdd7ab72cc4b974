import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deciles } from './deciles.ts';
import {
  doaneEdges,
  histogram,
  histogramOfRows,
  linspace,
  pairwiseSum,
  sturgesEdges,
} from './numpy-histogram.ts';
import { adultSides } from './testing/adult.ts';
import { reference } from './testing/reference.ts';

const wholeNumbers = Array.from({ length: 300_000 }, (_, i) => i % 10);

test.each(reference.scipy.edges)('bins of "$name" are NumPy’s to the last bit', (example) => {
  const values = Float64Array.from(example.values ?? wholeNumbers);
  const low = values.reduce((least, value) => Math.min(least, value));
  const high = values.reduce((most, value) => Math.max(most, value));
  const sturges = (integer: boolean) => sturgesEdges({ low, high }, values.length, integer);
  expect(Array.from(sturges(false) ?? [])).toEqual(example.sturges);
  expect(Array.from(doaneEdges(values) ?? [])).toEqual(example.doane);
  if (example.integer) expect(Array.from(sturges(true) ?? [])).toEqual(example.integer);
});

test('Doane’s bins of age are NumPy’s', async () => {
  const age = (await adultSides()).get('age')?.reference;
  if (age?.kind !== 'numeric') throw new Error('age is numeric');
  expect(Array.from(doaneEdges(age.values) ?? [])).toEqual(reference.scipy.edges_of_age);
});

test.each(reference.scipy.deciles)('deciles are NumPy’s to the last bit', ({ values, inner }) => {
  expect(deciles(Float64Array.from(values).sort())).toEqual(inner);
});

test('a range that cannot be cut has no edges: infinite, overflowing, or narrower than doubles are apart', () => {
  expect(doaneEdges(Float64Array.of(1, 2, Number.POSITIVE_INFINITY))).toBeNull();
  expect(sturgesEdges({ low: -1.7e308, high: 1.7e308 }, 10, false)).toBeNull();
  expect(sturgesEdges({ low: 1, high: 1 + Number.EPSILON }, 1000, false)).toBeNull();
});

test('the last bin has its upper edge, every other one its lower edge only', () => {
  expect(histogram(Float64Array.of(0, 1, 1, 1.5, 2, 3), linspace(0, 2, 2))).toEqual([1, 4]);
});

test('rows in any order are counted as sorted ones are, on edges and beside them, whatever the range', () => {
  const values = fc.array(fc.oneof(fc.double({ noDefaultInfinity: true }), fc.integer({ min: -9, max: 9 })));
  const ranges = fc.oneof(
    fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 })),
    fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 1e-12, max: 1, noNaN: true })),
    fc.constantFrom([0, 9 * Number.MIN_VALUE], [1e15, 9], [-1e300, 2e300]),
  );
  fc.assert(
    fc.property(values, ranges, fc.integer({ min: 1, max: 9 }), (rows, [low = 0, width = 1], bins) => {
      const edges = linspace(low, low + width, bins);
      const near = [...edges].flatMap((edge) => [edge, edge * (1 + 2 ** -52), edge * (1 - 2 ** -52)]);
      const all = Float64Array.from([...rows, ...near, Infinity, -Infinity, Number.NaN]);
      const sorted = all.filter((value) => !Number.isNaN(value)).sort();
      expect(histogramOfRows(all, edges)).toEqual(histogram(sorted, edges));
    }),
  );
});

test('the sum adds in NumPy’s order: the eight lanes keep what a plain sum loses', () => {
  // In a plain sum each 1 after the 1e16 is lost; seven of eight lanes have none of it.
  const values = [1e16, ...Array.from({ length: 15 }, () => 1)];
  expect(values.reduce((sum, value) => sum + value)).toBe(1e16);
  expect(pairwiseSum(values)).toBe(1e16 + 14);
  // Two blocks of 128: the first loses the 15 ones of its lane, and keeps 7 lanes of 16; the second is 128.
  expect(pairwiseSum([1e16, ...Array.from({ length: 255 }, () => 1)])).toBe(1e16 + 112 + 128);
});
