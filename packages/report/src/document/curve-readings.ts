import type { Curves } from '@assay/contract';

type Points = readonly (readonly [number, number])[];

/**
 * Height of a curve at `x`, linear between its points, which stand in the order in which it is drawn; at a vertical step
 * the upper end.
 */
export function reachedAt(points: Points, x: number): number {
  const there = points.filter((point) => point[0] === x).map((point) => point[1]);
  if (there.length > 0) return Math.max(...there);
  const left = points.findLast((point) => point[0] < x);
  const right = points.find((point) => point[0] > x);
  if (left === undefined) return right?.[1] ?? 0;
  if (right === undefined) return left[1];
  return left[1] + ((x - left[0]) / (right[0] - left[0])) * (right[1] - left[1]);
}

/** A bin of fewer rows has an interval that says nothing. */
const FEW_ROWS = 10;

/** Bins of enough rows to be drawn and read. */
export function telling<Bin extends { n: number }>(bins: readonly Bin[]): Bin[] {
  return bins.filter(({ n }) => n >= FEW_ROWS);
}

/** Largest distance between predicted and observed share over the bins of a calibration curve that have enough rows. */
export function largestGap(bins: NonNullable<Curves['calibration']>): number {
  return Math.max(0, ...telling(bins).map(({ predicted, observed }) => Math.abs(predicted - observed)));
}
