import type { Contributions } from '../metrics/metric.ts';
import { BLOCK, contributing, contributionsOf } from '../metrics/weighted-mean.ts';

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
  const [one, other] = [new Float64Array(BLOCK), new Float64Array(BLOCK)];
  let [sumBefore, sumAfter, sum, squares] = [0, 0, 0, 0];
  let shift = Number.NaN;
  for (let from = 0; from < rows; from += BLOCK) {
    const until = Math.min(rows, from + BLOCK);
    const some = contributionsOf(before, from, until, one);
    const others = contributionsOf(after, from, until, other);
    // Squares are of distances from the first difference, so that they do not cancel.
    if (from === 0) shift = (others[0] as number) - (some[0] as number);
    for (let i = 0; i < some.length; i++) {
      const a = some[i] as number;
      const b = others[i] as number;
      const off = b - a - shift;
      sumBefore += a;
      sumAfter += b;
      sum += off;
      squares += off * off;
    }
  }
  const variance = Math.max(0, squares - (sum * sum) / rows) / (rows * rows);
  return { before: sumBefore / rows, after: sumAfter / rows, variance };
}
