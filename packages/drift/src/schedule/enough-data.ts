import { largestGrowth } from '@assay/stats';
import type { ColumnShare } from './column-shares.ts';

/**
 * Why a batch of this size could not be evidence, and what would do; null where it could.
 *
 * There is enough data where the worst batches that can be of this size (all values in one cell of the reference's
 * rarest), one after the other for as long as the monitor's patience, would get the column flagged.
 *
 * @param shares of the column; at least one
 * @param rows of the batch
 * @param needed level log(1 + M) from which the column would be flagged alone
 * @param components over whose mean the column's score is taken
 */
export function whyTooLittle(
  shares: readonly ColumnShare[],
  rows: number,
  needed: number,
  components: number,
  patience: number,
): string | null {
  if (rows === 0) return 'the batch has no rows';
  const fastest = Math.max(...shares.map(({ n, reference, slack }) => n * largestGrowth(reference, slack)));
  // The mean over components is at least the largest component divided by their number.
  const wanted = (needed + Math.log(components)) / patience;
  if (fastest >= wanted) return null;
  if (fastest > 0) {
    return `${rows} rows a batch are too few for any change to show within ${patience} checks; ${Math.ceil((rows * wanted) / fastest)} would do`;
  }
  return 'the reference has too few rows to tell any batch from it by more than the margin';
}
