import { type Undefined, undefinedFor } from '../reason.ts';
import type { BinarySample } from '../sample.ts';
import { thinned } from './thin.ts';
import { thresholdCounts } from './threshold-counts.ts';

/** Points of the ROC curve from (0, 0) to (1, 1). `threshold` is `null` at the first, where no row is predicted positive. */
export interface RocPoint {
  readonly threshold: number | null;
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/** The ROC curve, thinned to at most 200 points that draw the same line. */
export function rocCurve(sample: BinarySample): RocPoint[] | Undefined {
  const counts = thresholdCounts(sample);
  if ('reason' in counts) return counts;
  const { thresholds, truePositives, falsePositives, positives, negatives } = counts;
  if (positives === 0 || negatives === 0) return undefinedFor('one-class');
  const x = sharesFromZero(falsePositives, negatives);
  const y = sharesFromZero(truePositives, positives);
  return thinned(x, y).map((i) => ({
    threshold: i === 0 ? null : (thresholds[i - 1] as number),
    falsePositiveRate: x[i] as number,
    truePositiveRate: y[i] as number,
  }));
}

function sharesFromZero(counts: Float64Array, of: number): Float64Array {
  const shares = new Float64Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) shares[i + 1] = (counts[i] as number) / of;
  return shares;
}

/** A point of the precision-recall curve: rows that score at least `threshold` are predicted positive. */
export interface PrecisionRecallPoint {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
}

/**
 * The precision-recall curve from the highest threshold to the lowest, thinned to at most 200 points that draw the same
 * line. It has no made-up point at recall 0.
 */
export function precisionRecallCurve(sample: BinarySample): PrecisionRecallPoint[] | Undefined {
  const counts = thresholdCounts(sample);
  if ('reason' in counts) return counts;
  const { thresholds, truePositives, falsePositives, positives } = counts;
  if (positives === 0) return undefinedFor('no-positives');
  const recall = truePositives.map((count) => count / positives);
  const precision = truePositives.map((count, i) => count / (count + (falsePositives[i] as number)));
  return thinned(recall, precision).map((i) => ({
    threshold: thresholds[i] as number,
    precision: precision[i] as number,
    recall: recall[i] as number,
  }));
}

/** A point of the gain curve, from (0, 0) to (1, 1). `threshold` is `null` at the first, where no row is selected. */
export interface GainPoint {
  readonly threshold: number | null;
  /** Share of all rows that score at least `threshold`. */
  readonly selected: number;
  /** Share of the positives that are among them; divided by `selected`, it is the lift. */
  readonly found: number;
}

/**
 * The curve of cumulative gain: how many of the positives are found in the rows of the highest scores. Thinned to at most
 * 200 points that draw the same line.
 */
export function gainCurve(sample: BinarySample): GainPoint[] | Undefined {
  const counts = thresholdCounts(sample);
  if ('reason' in counts) return counts;
  const { thresholds, truePositives, falsePositives, positives, negatives } = counts;
  if (positives === 0) return undefinedFor('no-positives');
  const rows = truePositives.map((count, i) => count + (falsePositives[i] as number));
  const x = sharesFromZero(rows, positives + negatives);
  const y = sharesFromZero(truePositives, positives);
  return thinned(x, y).map((i) => ({
    threshold: i === 0 ? null : (thresholds[i - 1] as number),
    selected: x[i] as number,
    found: y[i] as number,
  }));
}
