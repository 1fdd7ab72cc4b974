import { ascendingOrder, isAscending } from '../order.ts';
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

/** Which rows are positive: those with this label. */
export interface Positives {
  readonly labels: ArrayLike<number>;
  readonly label: number;
}

const known = new WeakMap<Float64Array, Positives & { readonly sorted: SortedByScore }>();

/** Sorts the rows by their scores, which have to be finite; once for all metrics of these. */
export function sortedByScore(
  { labels, label }: Positives,
  scores: BinarySample['scores'],
): SortedByScore | Undefined {
  if (!scores) return undefinedFor('no-scores');
  const before = known.get(scores);
  if (before?.labels === labels && before.label === label) return before.sorted;
  if (!allFinite(scores)) return undefinedFor('not-finite');
  const rows = labels.length;
  const order = ascendingOrder(scores);
  // Where rows are in this order already, labels of 0 and 1 say it.
  const told = label === 1 && labels instanceof Uint8Array && isAscending(scores);
  const positive = told ? labels : new Uint8Array(rows);
  const tied = new Uint8Array(rows);
  let last = Number.NaN;
  for (let i = 0; i < rows; i++) {
    const row = order[i] as number;
    const score = scores[row] as number;
    if (!told && labels[row] === label) positive[i] = 1;
    if (score === last) tied[i - 1] = 1;
    last = score;
  }
  const sorted = { order, positive, tied };
  known.set(scores, { labels, label, sorted });
  return sorted;
}
