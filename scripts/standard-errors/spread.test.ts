import { expect, test } from 'vitest';
import { simulatedBinary } from '../../packages/stats/src/testing/samples.ts';
import { METRICS, ratios } from './spread.ts';

test.each([
  ['one model', false],
  ['a change', true],
])('%s: the fast ways have the standard errors of rows, within 2 %%', (_, paired) => {
  // Of 2,000 rows the largest distance of a change is 3 % off, and all else as near.
  const { labels, scores, again } = simulatedBinary(25_000, {
    prevalence: 0.05,
    separation: 1.2,
    noise: 0.7,
  });
  const found = ratios(paired ? { labels, scores: again } : null, { labels, scores }, 400);
  for (const [i, ratio] of found.entries()) expect(Math.abs(ratio - 1), METRICS[i]).toBeLessThan(0.02);
});

test('of one model with few positives average precision keeps the standard error of rows: cells keep them apart', () => {
  const sample = simulatedBinary(10_000, { prevalence: 0.004, separation: 1.2 });
  const [, ofPrecision] = ratios(null, sample, 400);
  expect(Math.abs((ofPrecision ?? Number.NaN) - 1)).toBeLessThan(0.02);
});
