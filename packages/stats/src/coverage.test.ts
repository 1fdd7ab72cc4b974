import { expect, test } from 'vitest';
import { metricIntervals } from './metric-intervals.ts';
import { simulatedBinary } from './testing/samples.ts';

const repetitions = 400;
const rows = 200;

/**
 * Phi(1 / sqrt 2): the area for scores that are normal with unit variances and means 1 apart. Phi(0.70710678) = 0.76024994.
 * The logit at 0.5 is the score's threshold 0: recall Phi(1) = 0.84134475, specificity Phi(0) = 1/2, and accuracy
 * 0.4 * 0.84134475 + 0.6 * 0.5. MCC from these cells: (tp tn - fp fn) / sqrt of the product of the margins.
 */
const recall = 0.8413447460685429;
const tp = 0.4 * recall;
const fn = 0.4 - tp;
const truth = new Map([
  ['roc_auc', 0.7602499389065233],
  ['accuracy', tp + 0.3],
  ['recall', recall],
  ['mcc', (tp * 0.3 - 0.3 * fn) / Math.sqrt((tp + 0.3) * 0.4 * 0.6 * (0.3 + fn))],
]);

test('intervals at 0.95 hold the true value in about 95 of 100 samples', () => {
  const specs = [...truth.keys()].map((metric) => ({ metric }));
  const held = new Map<string, number>();
  for (let seed = 1; seed <= repetitions; seed++) {
    const { labels, scores } = simulatedBinary(rows, { seed });
    for (const { metric, low, high } of metricIntervals('binary', { labels, scores }, specs, {
      seed,
      replicates: 400,
    })) {
      const value = truth.get(metric) ?? Number.NaN;
      if ((low ?? 1) <= value && value <= (high ?? 0)) held.set(metric, (held.get(metric) ?? 0) + 1);
    }
  }
  // Binomial(400, 0.95): mean 380, standard deviation 4.36. The band is 3.5 of these below, and 2 rows more for what a
  // percentile bootstrap of 200 rows falls short by; above, up to 396.
  for (const [metric, times] of held) {
    expect(times, metric).toBeGreaterThanOrEqual(380 - 3.5 * 4.36 - 2);
    expect(times, metric).toBeLessThanOrEqual(380 + 3.5 * 4.36 + 1);
  }
  expect(held.size).toBe(truth.size);
});
