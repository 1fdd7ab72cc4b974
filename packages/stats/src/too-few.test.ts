import { expect, test } from 'vitest';
import { metricIntervals, pairedDifferences } from './index.ts';

/** Scores of two models that are right of most rows, and no row like another. */
function samples(rows: number) {
  const labels = Uint8Array.from({ length: rows }, (_, row) => row % 2);
  const scores = (by: number) =>
    Float64Array.from({ length: rows }, (_, row) => ((2 * ((row * by) % 31)) / 31 + (row % 2)) / 3);
  return [7, 11].map((by) => ({ labels, scores: scores(by) })) as [
    { labels: Uint8Array; scores: Float64Array },
    { labels: Uint8Array; scores: Float64Array },
  ];
}

const specs = ['accuracy', 'recall', 'f1', 'roc_auc', 'average_precision', 'brier', 'mcc'].map((metric) => ({
  metric,
  threshold: 0.4,
}));

test('of fewer than 30 rows intervals are approximate, but those by Wilson', () => {
  const [base, candidate] = samples(29);
  const single = metricIntervals('binary', candidate, specs);
  for (const { low, method, approximate } of single) {
    expect(low).not.toBeNull();
    expect(approximate).toBe(method === 'wilson' ? undefined : true);
  }
  expect(new Set(single.map(({ method }) => method)).size).toBeGreaterThan(2);
  for (const { low, method, approximate } of pairedDifferences('binary', base, candidate, specs))
    if (low !== null) expect(approximate).toBe(method === 'newcombe-paired' ? undefined : true);
});

test('from 30 rows on it is known', () => {
  const [base, candidate] = samples(30);
  for (const { approximate } of metricIntervals('binary', candidate, specs))
    expect(approximate).toBeUndefined();
  for (const { approximate } of pairedDifferences('binary', base, candidate, specs))
    expect(approximate).toBeUndefined();
});
