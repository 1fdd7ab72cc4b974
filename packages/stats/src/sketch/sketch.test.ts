import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addMoments,
  cellCount,
  countUpTo,
  distinctOf,
  mergeDistinct,
  mergeRankCells,
  momentsOf,
  NumberSketch,
  noMoments,
  quantileOf,
  rankError,
  sdOf,
  sketchNumbers,
  skewnessOf,
} from './index.ts';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const some = fc.array(fc.oneof(finite, fc.integer({ min: -3, max: 3 })), { maxLength: 200 });
const parts = fc.array(some, { minLength: 1, maxLength: 5 });
const numbers = (values: readonly number[]) => Float64Array.from(values);

/** Numbers from 0 to 1 by a stride that visits them evenly and never in order. */
function spread(n: number, start = 0): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => ((start + i) * 0.6180339887498949) % 1);
}

describe('moments', () => {
  test('by hand: 1, 2, 3, 10 has mean 4, sum of squares 9 + 4 + 1 + 36 and of cubes -27 - 8 - 1 + 216', () => {
    const of = momentsOf(numbers([1, 2, 3, 10]));
    expect(of).toEqual({ n: 4, mean: 4, m2: 50, m3: 180 });
    expect(sdOf(of)).toBeCloseTo(Math.sqrt(50 / 3), 14);
    // G1 = sqrt(4 * 3) / 2 * (180 / 4) / (50 / 4) ** 1.5
    expect(skewnessOf(of)).toBeCloseTo((Math.sqrt(12) / 2) * (45 / 12.5 ** 1.5), 14);
  });

  test('too few, or all the same', () => {
    expect([sdOf(noMoments), sdOf(momentsOf(numbers([1])))]).toEqual([null, null]);
    expect(skewnessOf(momentsOf(numbers([1, 2])))).toBeNull();
    expect(skewnessOf(momentsOf(numbers([5, 5, 5])))).toBeNull();
  });

  test('a small spread far from zero is not lost', () => {
    const of = momentsOf(Float64Array.from({ length: 10_000 }, (_, i) => 1e12 + (i % 2)));
    expect(of.m2).toBeCloseTo(2_500, 6);
  });

  test('parts add up to the whole', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const whole = momentsOf(numbers(all.flat()));
        const sum = all.map((part) => momentsOf(numbers(part))).reduce(addMoments, noMoments);
        const size = 1 + Math.max(0, ...all.flat().map(Math.abs));
        expect(sum.n).toBe(whole.n);
        expect(Math.abs(sum.mean - whole.mean)).toBeLessThan(1e-13 * size);
        expect(Math.abs(sum.m2 - whole.m2)).toBeLessThan(1e-11 * size ** 2 * (whole.n + 1));
        expect(Math.abs(sum.m3 - whole.m3)).toBeLessThan(1e-11 * size ** 3 * (whole.n + 1));
      }),
    );
  });
});

/** How far the rank of a value is from a quantile's, as a share: 0 where the value is one of that rank. */
function rankOff(sorted: Float64Array, value: number, q: number): number {
  const rank = q * (sorted.length - 1);
  const below = sorted.filter((x) => x < value).length;
  const upTo = sorted.filter((x) => x <= value).length;
  return Math.max(0, below - rank - 1, rank - upTo) / sorted.length;
}

/** How many of sorted numbers are at most x. */
function upTo(sorted: Float64Array, x: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

describe('cells', () => {
  test('few different values: quantiles are exact, between two ranks as NumPy has it', () => {
    const { cells } = sketchNumbers(numbers([4, 1, 3, 2, 2]));
    expect(cells).toEqual({ edges: [1, 2, 3, 4], between: [0, 0, 0, 0], at: [1, 2, 1, 1], slack: 0 });
    // Ranks 0 to 4 of 1, 2, 2, 3, 4: 0.6 * 4 = 2.4, so 2 + 0.4.
    expect([0, 0.25, 0.6, 1].map((q) => quantileOf(cells, q))).toEqual([1, 2, 2.4, 4]);
    expect([0, 1, 2, 2.5, 9].map((x) => countUpTo(cells, x))).toEqual([0, 1, 3, 3, 5]);
    expect(rankError(cells)).toBe(0);
    expect(quantileOf(sketchNumbers(numbers([])).cells, 0.5)).toBeNull();
  });

  test('many: every rank within the error that it states, which is small; heavy values have an edge of their own', () => {
    const values = spread(100_000).map((x, i) => (i % 3 === 0 ? 0.5 : Math.exp(8 * x)));
    const { cells } = sketchNumbers(values);
    expect(cellCount(cells)).toBe(values.length);
    expect(cells.at[cells.edges.indexOf(0.5)]).toBe(33_334);
    expect(rankError(cells)).toBeLessThan(0.006);
    const sorted = values.toSorted();
    for (const q of [0, 0.01, 0.3, 0.5, 0.9, 0.99, 1])
      expect(rankOff(sorted, quantileOf(cells, q) ?? Number.NaN, q)).toBeLessThanOrEqual(rankError(cells));
  });

  test('merged: nothing is lost, and ranks are within the error that it states', () => {
    const pieces = [spread(30_000), spread(5_000).map((x) => x * x), spread(20_000, 7).map((x) => x + 0.3)];
    const merged = mergeRankCells(pieces.map((piece) => sketchNumbers(piece).cells));
    const sorted = Float64Array.from(pieces.flatMap((piece) => [...piece])).sort();
    expect(cellCount(merged)).toBe(55_000);
    expect(merged.edges.length).toBeLessThanOrEqual(512);
    expect(rankError(merged)).toBeLessThan(0.02);
    for (const q of [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1])
      expect(rankOff(sorted, quantileOf(merged, q) ?? Number.NaN, q)).toBeLessThanOrEqual(rankError(merged));
  });

  test('of few values, merged parts are the whole', () => {
    fc.assert(
      fc.property(parts, (all) => {
        fc.pre(new Set(all.flat()).size <= 512);
        const merged = mergeRankCells(all.map((part) => sketchNumbers(numbers(part)).cells));
        expect(merged).toEqual(sketchNumbers(numbers(all.flat())).cells);
      }),
    );
  });
});

/** 160,000 numbers in orders that a choice by the first of them could get wrong. */
const orders: Record<string, (x: number, i: number) => number> = {
  ascending: (_, i) => i / 7,
  descending: (_, i) => -i / 7,
  'outwards in turn': (_, i) => (i % 2 === 0 ? i : -i) / 3,
  'another range later': (x, i) => (i < 80_000 ? x : 100 + x),
  'within one cell later': (x, i) => (i < 80_000 ? x : 0.5 + x / 1e4),
  'one value, first seen late': (x, i) => (i < 80_000 || i % 3 === 0 ? x : 0.123456),
  'far tails': (x) => Math.tan(Math.PI * (x - 0.5)) ** 3,
  drifting: (x, i) => x + i / 16_000,
  'a jump at every block': (x, i) => x + (Math.floor(i / 4096) % 3) * 10,
};

describe('numbers as they come', () => {
  test.each(Object.entries(orders))(
    '%s: nothing is lost, and ranks are within the error that it states',
    (_, order) => {
      const values = spread(160_000)
        .map(order)
        .map((x) => x + 0);
      const { cells } = sketchNumbers(values);
      const sorted = values.toSorted();
      expect(cellCount(cells)).toBe(values.length);
      expect([cells.edges[0], cells.edges.at(-1)]).toEqual([sorted[0], sorted.at(-1)]);
      expect(cells.edges.length).toBeLessThanOrEqual(512);
      expect(cells.edges).toEqual([...new Set(cells.edges)].sort((a, b) => a - b));
      expect(cells.at[0]).toBe(sorted.filter((x) => x === sorted[0]).length);
      expect(rankError(cells)).toBeLessThan(0.04);
      for (const edge of cells.edges)
        expect(Math.abs(countUpTo(cells, edge) - upTo(sorted, edge))).toBeLessThanOrEqual(cells.slack);
      for (let q = 0; q <= 1; q += 1 / 64)
        expect(rankOff(sorted, quantileOf(cells, q) ?? Number.NaN, q)).toBeLessThanOrEqual(rankError(cells));
    },
  );

  test('ascending numbers have cells like others, without a guess', () => {
    const { cells } = sketchNumbers(Float64Array.from({ length: 400_000 }, (_, i) => i));
    expect(cells.slack).toBe(0);
    expect(rankError(cells)).toBeLessThan(0.01);
  });

  test('in which pieces they come makes no difference', () => {
    const values = spread(60_000).map((x, i) => (i < 30_000 ? x : 2 * x + 0.7));
    const whole = sketchNumbers(values);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1 }), (sizes) => {
        const sketch = new NumberSketch();
        for (let start = 0, i = 0; start < values.length; i++) {
          const size = sizes[i % sizes.length] as number;
          sketch.add(values.subarray(start, start + size));
          start += size;
        }
        expect(sketch.finish()).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  test('nulls and what is not finite are counted apart, and the others are as if they had come alone', () => {
    const size = fc.constantFrom(0, 1, 31, 33, 2_047, 2_048, 2_049, 4_095, 4_096, 4_097, 9_000);
    const odd = fc.constantFrom(null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    // At the borders of pieces too: the first, the last, or a place of any.
    const oddities = fc.array(fc.tuple(fc.oneof(fc.constantFrom(0, -1), fc.nat()), odd), { maxLength: 20 });
    const piece = fc.record({ size, oddities, hasBits: fc.boolean() });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), (pieces) => {
        const sketch = new NumberSketch();
        const finite: number[] = [];
        const others = { nulls: 0, nan: 0, negativeInfinite: 0, positiveInfinite: 0 };
        for (const { size, oddities, hasBits } of pieces) {
          const values: (number | null)[] = Array.from({ length: size }, (_, i) => (i * 7) % 1_000);
          for (const [place, value] of oddities)
            if (size > 0 && (hasBits || value !== null)) values.splice(place % size, 1, value);
          const bits = new Uint32Array(2 * Math.ceil(size / 64));
          for (const [i, x] of values.entries()) {
            if (x === null) others.nulls++;
            else if (Number.isNaN(x)) others.nan++;
            else if (x === Number.NEGATIVE_INFINITY) others.negativeInfinite++;
            else if (x === Number.POSITIVE_INFINITY) others.positiveInfinite++;
            else finite.push(x);
            if (x !== null) bits[i >> 5] = (bits[i >> 5] as number) | (1 << (i & 31));
          }
          // What stands where a value is null is nobody's.
          const held = Float64Array.from(values, (x, i) => x ?? (i % 2 === 0 ? Number.NaN : 1));
          sketch.add(held, hasBits ? bits : null);
        }
        expect(sketch.others).toEqual(others);
        expect(sketch.finish()).toEqual(sketchNumbers(numbers(finite)));
      }),
    );
  });

  test('zeros and negatives', () => {
    const { zeros, negatives } = sketchNumbers(Float64Array.from({ length: 5_000 }, (_, i) => (i % 5) - 2));
    expect([zeros, negatives]).toEqual([1_000, 2_000]);
  });
});

describe('different values', () => {
  test('merged parts are the whole, exact up to 10,000; 0 and -0 are one', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const merged = mergeDistinct(all.map((part) => sketchNumbers(numbers(part)).sketch));
        expect(merged).toEqual(sketchNumbers(numbers(all.flat())).sketch);
        expect(distinctOf(merged)).toEqual({ count: new Set(all.flat()).size, exact: true });
      }),
    );
    expect(sketchNumbers(numbers([0, -0, 1])).counts).toEqual(
      new Map([
        [0, 2],
        [1, 1],
      ]),
    );
  });

  test.each([10_000, 10_001, 40_000, 200_000, 1_000_000])('%i different numbers, whole and in parts', (n) => {
    const sketch = sketchNumbers(Float64Array.from({ length: n }, (_, i) => i / 8)).sketch;
    const { count, exact } = distinctOf(sketch);
    expect(exact).toBe(n === 10_000);
    // Three standard errors of 1.6 %.
    expect(Math.abs(count / n - 1)).toBeLessThan(exact ? 1e-9 : 0.05);
    const halves = [0, 1].map(
      (half) =>
        sketchNumbers(Float64Array.from({ length: n / 2 + (half && n % 2) }, (_, i) => (2 * i + half) / 8))
          .sketch,
    );
    if (n % 2 === 0) expect(mergeDistinct(halves)).toEqual(sketch);
  });
});
