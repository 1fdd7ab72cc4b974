import { wilson } from '../intervals/wilson.ts';
import { ascendingOrder } from '../order.ts';
import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, type BinarySample } from '../sample.ts';

/** Rows of neighbouring scores: what the model said of them, and what was so. */
export interface CalibrationBin {
  readonly n: number;
  readonly meanScore: number;
  /** Share of positives, with Wilson's interval. */
  readonly observed: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The calibration curve over up to `bins` bins of equal mass; equal scores stay in one bin, so that there may be fewer.
 * Weighted rows count by their weight, in Wilson's interval as Kish's effective number of rows: (sum of weights)² / sum of
 * squares (Survey Sampling, 1965, 8.2). Rows without a weight are in no bin.
 */
export function calibrationCurve(
  { labels, scores, weights }: BinarySample,
  { bins = 10, confidence = 0.95 }: { bins?: number; confidence?: number } = {},
): CalibrationBin[] | Undefined {
  if (labels.length === 0) return undefinedFor('no-rows');
  if (!scores) return undefinedFor('no-scores');
  if (!allFinite(scores)) return undefinedFor('not-finite');
  const all = ascendingOrder(scores);
  const order = weights ? all.filter((row) => (weights[row] as number) > 0) : all;
  if (order.length === 0) return undefinedFor('no-weight');
  const curve: CalibrationBin[] = [];
  for (let bin = 1, start = 0; bin <= bins && start < order.length; bin++) {
    let end = Math.max(start + 1, Math.round((bin * order.length) / bins));
    while (end < order.length && scores[order[end] as number] === scores[order[end - 1] as number]) end++;
    const { total, squares, positives, sum } = sumsOf(
      { labels, scores, weights },
      order.subarray(start, end),
    );
    const { value, low, high } = wilson((positives * total) / squares, total ** 2 / squares, confidence);
    if (low !== null) curve.push({ n: end - start, meanScore: sum / total, observed: value, low, high });
    start = end;
  }
  return curve;
}

/** A function of its own, which V8 compiles well between two bins. */
function sumsOf({ labels, scores, weights }: BinarySample & { scores: Float64Array }, rows: Int32Array) {
  let [total, squares, positives, sum] = [0, 0, 0, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const weight = weights === undefined ? 1 : (weights[row] as number);
    total += weight;
    squares += weight * weight;
    positives += weight * (labels[row] as number);
    sum += weight * (scores[row] as number);
  }
  return { total, squares, positives, sum };
}
