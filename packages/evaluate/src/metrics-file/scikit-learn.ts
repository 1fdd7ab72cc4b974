import { wilson } from '@assay/stats';
import { z } from 'zod';
import { anyNumber, type FoundMetric, readerOf } from './reader.ts';

const scores = z.strictObject({
  precision: anyNumber,
  recall: anyNumber,
  'f1-score': anyNumber,
  support: z.number().nonnegative(),
});

const report = z
  .object({ accuracy: z.number().optional(), 'macro avg': scores, 'weighted avg': scores })
  .catchall(scores);

const AVERAGES: Record<string, string> = {
  'micro avg': '_micro',
  'macro avg': '_macro',
  'weighted avg': '_weighted',
  'samples avg': '_samples',
};

/**
 * `classification_report(output_dict=True)`, by the ids that the same metrics have here: `recall:spam`, `f1_macro`.
 * Accuracy and the recall of a class are shares of rows that the report counts, and so have Wilson's interval, unless the
 * counts are sums of weights.
 */
export const classificationReport = readerOf('scikit-learn', report, ({ accuracy, ...rest }, confidence) => {
  const rows = rest['weighted avg'].support;
  const metrics: FoundMetric[] = [];
  if (accuracy !== undefined) metrics.push({ metric: 'accuracy', ...shareOf(accuracy, rows, confidence) });
  for (const [name, { precision, recall, 'f1-score': f1, support }] of Object.entries(rest)) {
    const average = Object.hasOwn(AVERAGES, name) ? AVERAGES[name] : undefined;
    const suffix = average ?? `:${name}`;
    metrics.push(
      { metric: `precision${suffix}`, value: precision, direction: 'higher' },
      {
        metric: `recall${suffix}`,
        direction: 'higher',
        ...(average === undefined ? shareOf(recall, support, confidence) : { value: recall }),
      },
      { metric: `f1${suffix}`, value: f1, direction: 'higher' },
    );
  }
  return metrics;
});

/** A share of `n` rows, with its interval where both are counts of rows. */
function shareOf(
  value: number,
  n: number,
  confidence: number,
): Pick<FoundMetric, 'value' | 'n' | 'interval'> {
  const hits = Math.round(value * n);
  if (!Number.isInteger(n) || n === 0 || Math.abs(hits - value * n) > 1e-6) return { value };
  const { low, high } = wilson(hits, n, confidence);
  return { value, n, interval: low === null ? undefined : { low, high, method: 'wilson' } };
}
