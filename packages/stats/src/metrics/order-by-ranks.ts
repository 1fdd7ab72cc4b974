import { knowOrder } from '../order.ts';
import { arrayBeside } from '../room.ts';
import { blocks, eachBlock, ROWS_AT_ONCE, roomFor, rowsKernel } from '../rows-kernel.ts';
import type { BinarySample } from '../sample.ts';
import { knowSorted } from './sorted-by-score.ts';

/** Bits of a digit, and where the first of a pair begins: as in kernel/rows/ranks.ts. */
const [DIGIT, LOWEST] = [11, 32];

/**
 * Orders the rows of two classes by their scores, which have to be finite, where their ranks among others are known: in a fourth of the
 * time of sorting. All metrics of these scores know it from then on.
 *
 * @param ranks of each row: equal where scores are
 */
export function orderByRanks({ labels, scores }: BinarySample, ranks: Int32Array): void {
  if (scores === undefined || scores.length === 0) return;
  const rows = scores.length;
  const wide = 16 * Math.ceil(rows / 16);
  const start = roomFor(23 * wide);
  const at = {
    ...{ labels: start, positive: start + wide, tied: start + 2 * wide },
    ...{ order: start + 3 * wide, pairs: start + 7 * wide, others: start + 15 * wide },
  };
  const { buffer } = blocks();
  new Uint8Array(buffer, at.labels, rows).set(labels);
  // The order is written when ranks are not needed any more.
  new Int32Array(buffer, at.order, rows).set(ranks);
  const pairs = sortPairs(rows, at);
  inSteps(rows, (from, until) =>
    rowsKernel().readPairs(from, until, pairs, at.labels, at.order, at.positive, at.tied),
  );
  const order = arrayBeside(scores, 'order', Int32Array, rows);
  const positive = arrayBeside(scores, 'positive', Uint8Array, rows);
  const tied = arrayBeside(scores, 'tied', Uint8Array, rows);
  order.set(new Int32Array(buffer, at.order, rows));
  positive.set(new Uint8Array(buffer, at.positive, rows));
  tied.set(new Uint8Array(buffer, at.tied, rows));
  tied[rows - 1] = 0;
  knowOrder(scores, order);
  knowSorted({ labels, label: 1 }, scores, { order, positive, tied });
}

/** @returns where they lie when they are sorted */
function sortPairs(
  rows: number,
  at: { readonly order: number; readonly pairs: number; readonly others: number },
): number {
  const kernel = rowsKernel();
  let ranks = 0;
  inSteps(rows, (from, until) => {
    ranks |= kernel.pairUp(from, until, at.order, at.pairs);
  });
  const bits = 32 - Math.clz32(ranks);
  let [from, to] = [at.pairs, at.others];
  for (let bit = 0; bit < bits; bit += DIGIT) {
    const shift = LOWEST + bit;
    kernel.forgetDigits();
    inSteps(rows, (start, until) => kernel.countDigits(start, until, from, shift));
    kernel.arrangeDigits();
    inSteps(rows, (start, until) => kernel.sortByDigit(start, until, from, to, shift));
    [from, to] = [to, from];
  }
  return from;
}

function inSteps(rows: number, step: (from: number, until: number) => void): void {
  eachBlock(rows, step, ROWS_AT_ONCE);
}
