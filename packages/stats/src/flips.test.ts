import { expect, test } from 'vitest';
import { type Flips, flips } from './flips.ts';

test('rows that turned right and rows that turned wrong', () => {
  const labels = Uint8Array.of(1, 1, 1, 0, 0, 0);
  const base = { labels, scores: Float64Array.of(0.9, 0.9, 0.1, 0.1, 0.9, 0.1) };
  const candidate = { labels, predictions: Uint8Array.of(1, 0, 1, 0, 1, 1) };
  // Broken: rows 1 and 5. Mended: row 2. Two-sided binomial of 1 of 3 at one half: 2 (1 + 3) / 8 = 1.
  expect(flips('binary', base, candidate)).toEqual({
    broken: 2,
    mended: 1,
    bothRight: 2,
    bothWrong: 1,
    pValue: 1,
    examples: { broken: [1, 5], mended: [2] },
  });
});

test('of many flips the first ten of each kind are named', () => {
  const labels = new Uint8Array(100);
  const base = { labels, predictions: labels.map((_, row) => row % 2) };
  const candidate = { labels, predictions: labels.map((_, row) => 1 - (row % 2)) };
  const { broken, examples } = flips('binary', base, candidate) as Flips;
  expect(broken).toBe(50);
  expect(examples.broken).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
  expect(examples.mended).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
});

test('without predictions there are none to flip', () => {
  expect(
    flips(
      'multiclass',
      { labels: Int32Array.of(0), classes: ['a'] },
      { labels: Int32Array.of(0), classes: ['a'] },
    ),
  ).toEqual({
    value: null,
    reason: 'no-predictions',
  });
});
