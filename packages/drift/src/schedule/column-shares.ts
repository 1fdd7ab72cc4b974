import { distributionError, shareError, type WatchedShare } from '@assay/stats';
import type { CellCounts, Cells, ReferenceColumn } from '../cells/index.ts';
import type { MonitorSettings } from './monitor-state.ts';

/** Probability that the error of a reference is underestimated, for the numbers of a column and for its shares each. */
const ETA = 0.001;

/** A share that is watched, of a batch and of the reference. */
export interface ColumnShare extends WatchedShare {
  readonly reference: number;
  /** Which share it is: "≤ 3.2", "null", "NaN", a category in quotes, "pooled", "unseen". */
  readonly where: string;
}

/** How many shares of a column are watched. */
export function shareCount(cells: Cells): number {
  return cells.kind === 'numeric' ? cells.edges.length + 2 : cells.named.length + 3;
}

/**
 * What is watched of a column, beside the reference: the distribution function of its numbers at each edge, or the share of
 * each cell of categories, both among the values that there are; and the shares of NaN and null among all rows. Thus a
 * column that only loses values changes in its nulls alone.
 *
 * @param counts of the batch, in the cells of the reference
 */
export function columnShares(
  reference: ReferenceColumn,
  counts: CellCounts,
  settings: MonitorSettings,
): ColumnShare[] {
  const { cells } = reference;
  const effective = (rows: number) => rows / settings.designEffect;
  const shareOf = (count: number, rows: number) => (rows > 0 ? count / rows : 0);
  const [before, now] = [totals(cells, reference.counts), totals(cells, counts)];
  const share = (
    where: string,
    was: number,
    is: number,
    of: 'values' | 'rows',
    error: number,
  ): ColumnShare => ({
    where,
    reference: shareOf(was, before[of]),
    difference: shareOf(is, now[of]) - shareOf(was, before[of]),
    n: effective(now[of]),
    slack: settings.margin + error,
  });
  const [was, is] = [reference.counts, counts];
  const last = was.length - 1;
  if (cells.kind === 'numeric') {
    const error = distributionError(effective(before.values), ETA);
    let [wasBelow, isBelow] = [0, 0];
    const shares = Array.from(cells.edges, (edge, cell) => {
      wasBelow += was[cell] ?? 0;
      isBelow += is[cell] ?? 0;
      return share(`≤ ${edge}`, wasBelow, isBelow, 'values', error);
    });
    const ofRows = shareError(effective(before.rows), 2, ETA);
    shares.push(share('NaN', was[last - 1] ?? 0, is[last - 1] ?? 0, 'rows', ofRows));
    shares.push(share('null', was[last] ?? 0, is[last] ?? 0, 'rows', ofRows));
    return shares;
  }
  const names = [...cells.named.map((name) => JSON.stringify(name)), 'pooled', 'unseen'];
  const error = shareError(effective(before.values), shareCount(cells), ETA);
  const shares = names.map((name, cell) => share(name, was[cell] ?? 0, is[cell] ?? 0, 'values', error));
  const ofRows = shareError(effective(before.rows), shareCount(cells), ETA);
  return [...shares, share('null', was[last] ?? 0, is[last] ?? 0, 'rows', ofRows)];
}

function totals(cells: Cells, counts: CellCounts): { rows: number; values: number } {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const apart = cells.kind === 'numeric' ? 2 : 1;
  return { rows, values: rows - counts.subarray(-apart).reduce((sum, count) => sum + count, 0) };
}
