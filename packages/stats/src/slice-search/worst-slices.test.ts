import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '../bootstrap/random.ts';
import { binRanges, type Condition, categories, rowsInside, type SearchColumn } from './condition.ts';
import { PairSums } from './pair-sums.ts';
import { candidatesOf, worstSlices } from './worst-slices.ts';

const ROWS = 4000;
const bounds = { least: 40, most: 10 };
const ones = new Float64Array(ROWS).fill(1);

function random(seed: number): () => number {
  const generator = seeded(seed);
  return () => (generator.next() >>> 0) / 2 ** 32;
}

/** Two columns of categories and two of ten bins, all at random. */
function columnsOf(next: () => number, rows = ROWS): SearchColumn[] {
  const codes = (cells: number) => Uint8Array.from({ length: rows }, () => Math.floor(next() * cells));
  return [
    { codes: codes(3), cells: 4, ranges: categories(3) },
    { codes: codes(5), cells: 6, ranges: categories(5) },
    { codes: codes(10), cells: 11, ranges: binRanges(10, false) },
    { codes: codes(10), cells: 11, ranges: binRanges(10, false) },
  ];
}

/** What each row costs by chance, skewed as log losses are, and one more wherever the conditions hold. */
function lossesOf(next: () => number, columns: readonly SearchColumn[], planted: readonly Condition[][]) {
  const losses = Float64Array.from({ length: ROWS }, () => -Math.log(1 - next()));
  for (const conditions of planted)
    rowsInside(columns, conditions, ROWS).forEach((inside, row) => {
      losses[row] = (losses[row] as number) + inside;
    });
  return losses;
}

const category = (column: number, cell: number) => ({ column, range: { from: cell, to: cell, cuts: 1 } });
const bins = (column: number, from: number, to: number, cuts: number) => ({
  column,
  range: { from, to, cuts },
});

const single = [category(1, 2)];
const crossed = [category(0, 1), bins(2, 6, 9, 1)];
const ranges = [bins(2, 0, 3, 1), bins(3, 4, 7, 2)];

describe('what was planted is found, and nothing else', () => {
  test.each([
    ['one category', [single]],
    ['a category and a range', [crossed]],
    ['two ranges', [ranges]],
    ['two slices', [single, [bins(3, 8, 9, 1)]]],
  ])('%s', (_, planted) => {
    for (let seed = 1; seed <= 5; seed++) {
      const next = random(seed);
      const columns = columnsOf(next);
      const found = worstSlices(columns, lossesOf(next, columns, planted), ones, bounds);
      const key = (conditions: readonly Condition[]) => JSON.stringify(conditions);
      expect(new Set(found.map(key))).toEqual(new Set(planted.map(key)));
    }
  });
});

test('a part that is worse than its parent is found beside it', () => {
  const next = random(7);
  const columns = columnsOf(next);
  const losses = lossesOf(next, columns, [single, [...single, category(0, 0)]]);
  const found = worstSlices(columns, losses, ones, bounds);
  expect(found).toHaveLength(2);
  expect(found).toContainEqual([category(0, 0), category(1, 2)]);
});

test('a column that repeats another adds nothing', () => {
  const next = random(8);
  const [first, ...columns] = columnsOf(next) as [SearchColumn, ...SearchColumn[]];
  const doubled = [first, first, ...columns];
  const losses = lossesOf(next, doubled, [[category(0, 1)]]);
  expect(worstSlices(doubled, losses, ones, bounds)).toEqual([[category(0, 1)]]);
});

test('slices of less than the least weight, and those that leave less, are not looked at', () => {
  const next = random(9);
  const columns = columnsOf(next);
  const losses = lossesOf(next, columns, [single]);
  expect(worstSlices(columns, losses, ones, { least: ROWS / 4, most: 10 })).toEqual([]);
  // All rows of the slice without weight: there is nothing to see.
  const weights = Float64Array.from(columns[1]?.codes ?? [], (code) => (code === 2 ? 0 : 1));
  expect(worstSlices(columns, losses, weights, bounds)).toEqual([]);
});

test('losses that do not vary have no worst slice', () => {
  expect(worstSlices(columnsOf(random(1)), new Float64Array(ROWS).fill(0.3), ones, bounds)).toEqual([]);
});

test('every pair of conditions is a candidate', () => {
  // 3 + 5 + 54 + 54 alone; 15 + 3 (54 + 54) + 5 (54 + 54) + 54 * 54 in pairs.
  expect(candidatesOf(columnsOf(random(1), 1))).toBe(116 + 15 + 864 + 2916);
});

test('sums of a pair of ranges are those of a look at every row', () => {
  const cell = fc.record({
    a: fc.nat(3),
    b: fc.nat(4),
    weight: fc.nat(5),
    loss: fc.integer({ min: -9, max: 9 }),
  });
  fc.assert(
    fc.property(
      fc.array(cell, { maxLength: 40 }),
      fc.nat(3),
      fc.nat(3),
      fc.nat(4),
      fc.nat(4),
      (rows, ...ends) => {
        const [a0, a1, b0, b1] = ends;
        const codes = (name: 'a' | 'b', cells: number): SearchColumn => ({
          codes: Uint8Array.from(rows, (row) => row[name]),
          cells,
          ranges: [],
        });
        const sums = new PairSums(codes('a', 4), codes('b', 5), {
          weights: Float64Array.from(rows, ({ weight }) => weight),
          losses: Float64Array.from(rows, ({ weight, loss }) => weight * loss),
          squares: Float64Array.from(rows, ({ weight, loss }) => weight * loss * loss),
        });
        const one = { from: Math.min(a0, a1), to: Math.max(a0, a1), cuts: 0 };
        const other = { from: Math.min(b0, b1), to: Math.max(b0, b1), cuts: 0 };
        const into = { weight: 0, loss: 0, square: 0 };
        sums.within(one, other, into);
        const inside = rows.filter(
          ({ a, b }) => a >= one.from && a <= one.to && b >= other.from && b <= other.to,
        );
        expect(into).toEqual({
          weight: inside.reduce((sum, { weight }) => sum + weight, 0),
          loss: inside.reduce((sum, { weight, loss }) => sum + weight * loss, 0),
          square: inside.reduce((sum, { weight, loss }) => sum + weight * loss * loss, 0),
        });
      },
    ),
  );
});
