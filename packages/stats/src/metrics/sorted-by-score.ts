import { ascendingOrder } from '../order.ts';
import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, type BinarySample } from '../sample.ts';

/** Rows of two kinds in ascending order of their scores. */
export interface SortedByScore {
  readonly order: Int32Array;
  /** 1 where the row at this place is positive. */
  readonly positive: Uint8Array;
  /** 1 where the next row has the same score. */
  readonly tied: Uint8Array;
}

/** Sorts the rows by their scores, which have to be finite. */
export function sortedByScore(
  isPositive: (row: number) => boolean,
  scores: BinarySample['scores'],
  rows: number,
): SortedByScore | Undefined {
  if (!scores) return undefinedFor('no-scores');
  if (!allFinite(scores)) return undefinedFor('not-finite');
  const order = ascendingOrder(scores);
  const positive = new Uint8Array(rows);
  const tied = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    positive[i] = isPositive(order[i] as number) ? 1 : 0;
    if (i + 1 < rows && scores[order[i] as number] === scores[order[i + 1] as number]) tied[i] = 1;
  }
  return { order, positive, tied };
}
