import { expect, test } from 'vitest';
import { drawMargins } from './draw-margins.ts';

// Three cells of label 0 and two of label 1, crossed with two of 0 and three of 1: rows, and where none can be, 0.
const first = Uint8Array.of(0, 0, 1, 0, 1);
const second = Uint8Array.of(1, 0, 1, 0, 1);
const rows = [
  [0, 90, 0, 30, 0],
  [0, 10, 0, 0, 0],
  [40, 0, 25, 0, 5],
  [0, 7, 0, 200, 0],
  [0, 0, 60, 0, 80],
];
const table = { counts: Float64Array.from(rows.flat()), first, second };
const draws = 200_000;

test('counts of both groupings have the means, variances and covariances of Poisson weights of rows', () => {
  const draw = drawMargins(table, 5);
  const drawn = new Float64Array(10);
  // A cell's mean and variance are its rows; the covariance of two cells the rows that are in both.
  const ofFirst = rows.map((row) => row.reduce((sum, each) => sum + each, 0));
  const ofSecond = [...second.keys()].map((column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0));
  const means = [...ofFirst, ...ofSecond];
  const expected = means.map((mean, a) =>
    means.map((_, b) => {
      if (a === b) return mean;
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      return low < 5 && high >= 5 ? (rows[low]?.[high - 5] ?? 0) : 0;
    }),
  );
  const products = means.map(() => new Float64Array(10));
  const sums = new Float64Array(10);
  for (let i = 0; i < draws; i++) {
    draw(drawn);
    for (let a = 0; a < 10; a++) {
      const off = (drawn[a] ?? 0) - (means[a] ?? 0);
      sums[a] = (sums[a] ?? 0) + off;
      for (let b = 0; b < 10; b++)
        (products[a] ?? sums)[b] = (products[a]?.[b] ?? 0) + off * ((drawn[b] ?? 0) - (means[b] ?? 0));
    }
  }
  means.forEach((mean, a) => {
    // Five standard errors: of a mean, and of a covariance, which is at most the root of twice the product of both variances.
    expect(Math.abs((sums[a] ?? 0) / draws), `mean ${a}`).toBeLessThan(5 * Math.sqrt(mean / draws));
    means.forEach((other, b) => {
      const off = (products[a]?.[b] ?? 0) / draws - (expected[a]?.[b] ?? 0);
      const noise = Math.sqrt((2 * mean * other + mean) / draws);
      expect(Math.abs(off), `covariance ${a}, ${b}`).toBeLessThan(
        5 * noise + 0.002 * Math.sqrt(mean * other),
      );
    });
  });
});

test('a model crossed with itself is drawn as one', () => {
  const counts = Float64Array.of(50, 0, 0, 80);
  const draw = drawMargins({ counts, first: Uint8Array.of(0, 0), second: Uint8Array.of(0, 0) }, 2);
  const drawn = new Float64Array(4);
  for (let i = 0; i < 100; i++) {
    draw(drawn);
    expect([...drawn.subarray(2)]).toEqual([...drawn.subarray(0, 2)]);
  }
});
