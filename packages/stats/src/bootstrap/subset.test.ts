import { expect, test } from 'vitest';
import { subsetOf } from './subset.ts';

/** Rows of clusters of one size. */
function clustered(clusters: number, size: number) {
  const rows = clusters * size;
  const numbers = new Float64Array(rows);
  const group = Int32Array.from(numbers, (_, row) => row % clusters);
  return { sample: { labels: numbers, predictions: numbers }, group };
}

test.each([
  // 20,000 rows would be 200 clusters.
  ['at least a thousand clusters', 3000, 100, 1000, 100_000],
  ['of small clusters 20,000 rows', 30_000, 4, 5000, 20_000],
  ['of large clusters no more than 100,000 rows', 600, 1000, 100, 100_000],
])('a subset has %s', (_, clusters, size, chosen, rows) => {
  const { sample, group } = clustered(clusters, size);
  const subset = subsetOf('regression', sample, group, 1);
  const taken = new Set(subset?.rows.map((row) => group[row] ?? -1));
  expect(taken.size).toBe(chosen);
  expect(subset).toMatchObject({ rows: { length: rows }, share: chosen / clusters });
});
