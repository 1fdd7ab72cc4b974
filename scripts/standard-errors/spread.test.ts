import { expect, test } from 'vitest';
import { simulatedBinary } from '../../packages/stats/src/testing/samples.ts';
import { METRICS, ratios } from './spread.ts';

test.each([
  ['one model', false],
  ['a change', true],
])('%s: the fast ways have the standard errors of rows, within 2 %%', (_, paired) => {
  // Over 20,000 rows, and a thousand positives.
  const { labels, scores, again } = simulatedBinary(25_000, {
    prevalence: 0.05,
    separation: 1.2,
    noise: 0.7,
  });
  const found = ratios(paired ? { labels, scores: again } : null, { labels, scores }, 400);
  for (const [i, ratio] of found.entries()) expect(Math.abs(ratio - 1), METRICS[i]).toBeLessThan(0.02);
});
