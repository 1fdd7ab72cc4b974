import type { Contributions } from '../metrics/metric.ts';
import { contribute, contributing } from '../metrics/weighted-mean.ts';
import { blocks, eachBlock, rowsKernel } from '../rows-kernel.ts';

/** Two means over the same rows, and the variance of their difference. */
export interface MeanDifference {
  readonly before: number;
  readonly after: number;
  readonly variance: number;
}

/** The variance is the sum of squares of the differences of both means' derivatives: in one walk over the rows, none kept. */
export function meanDifference(
  before: Float64Array | Contributions,
  after: Float64Array | Contributions,
): MeanDifference {
  const rows = contributing(after);
  const { numbers, others, sums } = blocks();
  sums.fill(0);
  let shift = Number.NaN;
  eachBlock(rows, (from, until) => {
    contribute(before, from, numbers.subarray(0, until - from));
    contribute(after, from, others.subarray(0, until - from));
    // Squares are of distances from the first difference, so that they do not cancel.
    if (from === 0) shift = (others[0] as number) - (numbers[0] as number);
    rowsKernel().addDifferences(until - from, shift);
  });
  const [ofBefore = 0, shifted = 0, squares = 0, ofAfter = 0] = sums;
  const variance = Math.max(0, squares - (shifted * shifted) / rows) / (rows * rows);
  return { before: ofBefore / rows, after: ofAfter / rows, variance };
}
