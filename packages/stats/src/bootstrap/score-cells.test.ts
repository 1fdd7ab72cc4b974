import { expect, test } from 'vitest';
import { scoreCells } from './score-cells.ts';

test('kept apart, few positives are each a cell, also where they follow each other', () => {
  // The last 300 of 3,000 rows, ten of which would be a bin of 128.
  const labels = Uint8Array.from({ length: 3000 }, (_, row) => (row >= 2700 ? 1 : 0));
  const sample = { labels, scores: Float64Array.from(labels, (_, row) => row / 3000) };
  const counts = (apart: boolean) => {
    const cells = scoreCells(sample, 128, apart);
    return [...(cells?.counts ?? [])].filter((_, cell) => cells?.sample.labels[cell] === 1);
  };
  expect(counts(true)).toEqual(Array(300).fill(1));
  // 300 / 128 is 2.3: a hundred bins of three.
  expect(counts(false)).toEqual(Array(100).fill(3));
});
