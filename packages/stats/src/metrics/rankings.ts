import { blocks, eachBlock, ROWS_AT_ONCE, roomFor, rowsKernel } from '../rows-kernel.ts';
import { countOf, oncePerOrder, type Ranks, type SortedByScore } from './sorted-by-score.ts';

/** What a ranking of rows that count alike is. */
interface Ranked {
  readonly positives: number;
  readonly negatives: number;
  /** Pairs of a positive and a negative that are in order, tied ones counting half. */
  readonly pairs: number;
  /** The mean over positives of the share of positives among the rows that score at least as much. */
  readonly precision: number;
  /** The largest distance between the distributions of both classes, times the rows of both, and its first place. */
  readonly largest: number;
  readonly at: number;
}

/** Sums of squares over rows of derivatives by their weights, or of the differences of these between two models. */
export interface Squares {
  /** Of the area, in either class by how much placements are above it. */
  readonly placements: readonly [ofPositives: number, ofNegatives: number];
  /** Of average precision. */
  readonly precision: number;
}

const [SQUARE, WRITE, SUBTRACT] = [0, 1, 2];

/** What a ranking is, found in one walk, once. */
export const ranked = oncePerOrder((ranks: Ranks): Ranked => {
  const rows = ranks.positive.length;
  const positives = countOf(ranks.positive);
  const { positive, tied } = loaded(ranks);
  const kernel = rowsKernel();
  kernel.begin();
  for (let end = rows; end > 0; )
    end = kernel.rank(end, Math.max(0, end - ROWS_AT_ONCE), rows, positives, positive, tied);
  return {
    positives,
    negatives: rows - positives,
    pairs: kernel.pairs.value,
    precision: kernel.precision.value / positives,
    largest: kernel.largest.value,
    at: kernel.place.value,
  };
});

/** Of the derivatives of one ranking, as ranking-influence.ts has them, which are not kept. */
export const squaredDerivatives = oncePerOrder((ranks: Ranks): Squares => derive(ranks, SQUARE));

const known = new WeakMap<Uint8Array, { readonly with: Uint8Array; readonly found: Squares }>();

/**
 * Of the differences between the derivatives of two rankings of the same rows. Both metrics are looked at in one walk: most of its time
 * goes into what the one model says of rows in the order of the other.
 */
export function squaredDifferences(before: SortedByScore, after: SortedByScore): Squares {
  const last = known.get(before.tied);
  if (last?.with === after.tied) return last.found;
  derive(after, WRITE, after.order);
  const found = derive(before, SUBTRACT, before.order);
  known.set(before.tied, { with: after.tied, found });
  return found;
}

function derive(ranks: Ranks, what: number, order?: Int32Array): Squares {
  const { positives, negatives, pairs, precision } = ranked(ranks);
  const rows = ranks.positive.length;
  const at = loaded(ranks, order);
  const kernel = rowsKernel();
  const ranking = [
    rows,
    positives,
    pairs / (positives * negatives),
    precision,
    at.positive,
    at.tied,
    at.order,
    at.each,
  ];
  kernel.begin();
  for (let start = 0; start < rows; )
    start = kernel.derive(what, start, Math.min(start + ROWS_AT_ONCE, rows), ...ranking);
  return {
    placements: [kernel.ofPositives.value, kernel.ofNegatives.value],
    precision: kernel.ofPrecision.value,
  };
}

/** The places at which the distance of both distributions, times the rows of both, is at least so large, but of tied rows the last. */
export function placesNear(ranks: Ranks, least: number): Int32Array {
  const { positives } = ranked(ranks);
  const rows = ranks.positive.length;
  const { positive, tied, order } = loaded(ranks);
  const kernel = rowsKernel();
  kernel.begin();
  const find = (start: number, until: number) => {
    kernel.findNear(start, until, rows, positives, least, positive, tied, order);
  };
  eachBlock(rows, find, ROWS_AT_ONCE);
  return new Int32Array(blocks().buffer, order, kernel.near.value).slice();
}

/** Where a ranking lies in the kernel's memory; with an order there is room for two numbers of each row behind it. */
function loaded({ positive, tied }: Ranks, order?: Int32Array) {
  const rows = positive.length;
  const wide = 16 * Math.ceil(rows / 16);
  const start = roomFor((order ? 22 : 6) * wide);
  const { buffer } = blocks();
  const at = { positive: start, tied: start + wide, order: start + 2 * wide, each: start + 6 * wide };
  new Uint8Array(buffer, at.positive, rows).set(positive);
  new Uint8Array(buffer, at.tied, rows).set(tied);
  if (order) new Int32Array(buffer, at.order, rows).set(order);
  return at;
}
