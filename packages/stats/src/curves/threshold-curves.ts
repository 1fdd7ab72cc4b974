import { type Undefined, undefinedFor } from '../reason.ts';
import type { BinarySample } from '../sample.ts';
import { thinned } from './thin.ts';
import { type ThresholdCounts, thresholdCounts } from './threshold-counts.ts';

/** Points of the ROC curve from (0, 0) to (1, 1). `threshold` is `null` at the first, where no row is predicted positive. */
export interface RocPoint {
  readonly threshold: number | null;
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/**
 * A point of the precision-recall curve, which goes from the highest threshold to the lowest: rows that score at least `threshold` are
 * predicted positive. It has no made-up point at recall 0.
 */
export interface PrecisionRecallPoint {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
}

/** A point of the gain curve, how many of the positives are found in the rows of the highest scores, from (0, 0) to (1, 1). `threshold` is `null` at the first, where no row is selected. */
export interface GainPoint {
  readonly threshold: number | null;
  /** Share of all rows that score at least `threshold`. */
  readonly selected: number;
  /** Share of the positives that are among them; divided by `selected`, it is the lift. */
  readonly found: number;
}

/** The curves of thresholds of a sample, from one pass over its rows. */
export interface ThresholdCurves {
  readonly roc: RocPoint[] | Undefined;
  readonly precisionRecall: PrecisionRecallPoint[] | Undefined;
  readonly gain: GainPoint[] | Undefined;
}

/** More rows than these are not all points that curves are thinned from. */
const MANY_ROWS = 50_000;
/** Of many rows: far below the thousandth that thinning leaves out. */
const NEAR = 1 / 8192;

/** The ROC curve, the precision-recall curve and that of cumulative gain, each thinned to at most 200 points that draw the same line. */
export function thresholdCurves(sample: BinarySample): ThresholdCurves {
  const counts = thresholdCounts(sample, sample.labels.length > MANY_ROWS ? NEAR : 0);
  return { roc: rocCurve(counts), precisionRecall: precisionRecallCurve(counts), gain: gainCurve(counts) };
}

function rocCurve(counts: ThresholdCounts | Undefined): RocPoint[] | Undefined {
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

function precisionRecallCurve(counts: ThresholdCounts | Undefined): PrecisionRecallPoint[] | Undefined {
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

function gainCurve(counts: ThresholdCounts | Undefined): GainPoint[] | Undefined {
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
