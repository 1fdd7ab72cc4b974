import { expect, test } from 'vitest';
import { metricIntervals } from './metric-intervals.ts';
import { randomNumbers, simulatedBinary } from './testing/samples.ts';

const repetitions = 2000;
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
  const held = new Map<string, number>(specs.map(({ metric }) => [metric, 0]));
  const random = randomNumbers(20_261_121);
  for (let seed = 1; seed <= repetitions; seed++) {
    const { labels, scores } = simulatedBinary(rows, { random });
    for (const { metric, low, high } of metricIntervals('binary', { labels, scores }, specs, {
      seed,
      replicates: 400,
    })) {
      const value = truth.get(metric) ?? Number.NaN;
      if (low !== null && high !== null && low <= value && value <= high)
        held.set(metric, (held.get(metric) ?? 0) + 1);
    }
  }
  // A binomial share of 2,000 at 0.95 has standard deviation 0.00487: 4 of these either way.
  for (const [metric, times] of held) {
    expect(Math.abs(times / repetitions - 0.95), `${metric}: ${times}`).toBeLessThan(4 * 0.00487);
  }
});
