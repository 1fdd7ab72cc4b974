import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestThreshold } from './best-threshold.ts';
import { pointEstimates } from './point-estimates.ts';
import { binaryRows } from './testing/samples.ts';

test('no score is a better threshold, and of equally good ones it is the highest', () => {
  fc.assert(
    fc.property(
      binaryRows,
      fc.constantFrom('f1', 'accuracy', 'mcc', 'f_beta', 'balanced_accuracy'),
      (rows, metric) => {
        const at = (threshold: number) =>
          pointEstimates('binary', rows, [{ metric, threshold }])[0]?.value ?? -2;
        const found = bestThreshold(rows, { metric });
        if ('reason' in found) throw new Error(found.reason);
        expect(at(found.threshold)).toBeCloseTo(found.value, 12);
        for (const score of rows.scores) {
          expect(at(score)).toBeLessThanOrEqual(found.value + 1e-12);
          if (score > found.threshold) expect(at(score)).toBeLessThan(found.value + 1e-12);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('weights count', () => {
  const sample = { labels: Uint8Array.of(1, 0, 1), scores: Float64Array.of(0.9, 0.5, 0.2) };
  const light = { ...sample, weights: Float64Array.of(1, 0.1, 1) };
  const heavy = { ...sample, weights: Float64Array.of(1, 9, 1) };
  expect(bestThreshold(light, { metric: 'f1' })).toMatchObject({ threshold: 0.2 });
  // F1 of all is 4 / (2 + 11) under 2 / (2 + 1) of the first alone.
  expect(bestThreshold(heavy, { metric: 'f1' })).toEqual({ threshold: 0.9, value: 2 / 3 });
});

test('what has no threshold, and what is no metric of classes', () => {
  const one = { labels: Uint8Array.of(0, 0), scores: Float64Array.of(0.1, 0.2) };
  expect(bestThreshold(one, { metric: 'recall' })).toEqual({ value: null, reason: 'one-class' });
  expect(bestThreshold({ labels: one.labels }, { metric: 'f1' })).toEqual({
    value: null,
    reason: 'no-scores',
  });
  expect(() => bestThreshold(one, { metric: 'roc_auc' })).toThrow(RangeError);
});
