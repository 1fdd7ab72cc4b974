import { ascendingOrder, isAscending } from '../order.ts';
import { type Undefined, undefinedFor } from '../reason.ts';
import { arrayBeside } from '../room.ts';
import { BLOCK, blocks, countOfOnes, rowsKernel } from '../rows-kernel.ts';
import { allFinite, type BinarySample } from '../sample.ts';

/** Rows of two kinds in ascending order of their scores. */
export interface SortedByScore {
  /** Made when asked for: of scores that ascend, few need it. */
  readonly order: Int32Array;
  /** 1 where the row at this place is positive. */
  readonly positive: Uint8Array;
  /** 1 where the next row has the same score. */
  readonly tied: Uint8Array;
}

/** Of the rows at each place, what ranks are made of. */
export type Ranks = Pick<SortedByScore, 'positive' | 'tied'>;

/** Which rows are positive: those with this label. */
export interface Positives {
  readonly labels: ArrayLike<number>;
  readonly label: number;
}

/** What is computed of rows in their order once, for as long as this lives: alone, and beside each other model. */
export function oncePerOrder<V>(compute: (ranks: Ranks) => V): (ranks: Ranks) => V {
  const values = new WeakMap<Uint8Array, V>();
  return (ranks) => {
    const value = values.get(ranks.tied) ?? compute(ranks);
    values.set(ranks.tied, value);
    return value;
  };
}

const counts = new WeakMap<Uint8Array, number>();

/** How many of the rows are positive; of each array it is counted once, since they are read only. */
export function countOf(positive: Uint8Array): number {
  const known = counts.get(positive);
  if (known !== undefined) return known;
  const count = countOfOnes(positive);
  counts.set(positive, count);
  return count;
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
  // Where rows are in this order already, labels of 0 and 1 say which are positive.
  const told = label === 1 && labels instanceof Uint8Array && isAscending(scores);
  const sorted = told ? inPlace(labels, scores) : inOrder({ labels, label }, scores, ascendingOrder(scores));
  known.set(scores, { labels, label, sorted });
  return sorted;
}

/** Keeps how rows are sorted that were so elsewhere. */
export function knowSorted(positives: Positives, scores: Float64Array, sorted: SortedByScore): void {
  known.set(scores, { ...positives, sorted });
}

function inPlace(positive: Uint8Array, scores: Float64Array): SortedByScore {
  const tied = tiesOf(scores);
  return {
    get order() {
      return ascendingOrder(scores);
    },
    positive,
    tied,
  };
}

/** Of scores in ascending order, 1 for each that is that of the next. */
function tiesOf(scores: Float64Array): Uint8Array {
  const block = blocks();
  const tied = arrayBeside(scores, 'tied', Uint8Array, scores.length);
  tied[scores.length - 1] = 0;
  // The last of a block is told by the next block.
  for (let from = 0; from < scores.length; from += BLOCK - 1) {
    const until = Math.min(scores.length, from + BLOCK);
    block.scores.set(scores.subarray(from, until));
    rowsKernel().findTies(until - from);
    tied.set(block.decided.subarray(0, until - from - 1), from);
  }
  return tied;
}

function inOrder({ labels, label }: Positives, scores: Float64Array, order: Int32Array): SortedByScore {
  const rows = labels.length;
  const positive = new Uint8Array(rows);
  const tied = new Uint8Array(rows);
  let last = Number.NaN;
  for (let i = 0; i < rows; i++) {
    const row = order[i] as number;
    const score = scores[row] as number;
    positive[i] = labels[row] === label ? 1 : 0;
    if (score === last) tied[i - 1] = 1;
    last = score;
  }
  return { order, positive, tied };
}
