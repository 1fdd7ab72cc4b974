/** Bits of a digit: its counts stay in the fastest cache. */
const BITS = 11;

/** Values of one key that are put in order one by one. */
const FEW = 32;

/** The bits of a number as the machine has them, the lower word first. */
const number = new Float64Array(1);
const words = new Int32Array(number.buffer);

/**
 * The row numbers that put finite values in ascending order; equal values stay in the order of rows.
 *
 * Bit patterns ascend with the values. A stable radix sort of 32 bits of each, from the highest in which they differ on, whose
 * keys move with their rows: to look them up by row would take most of the time. The few that these bits do not tell apart are
 * ordered by themselves.
 */
export function radixOrder(values: Float64Array): Int32Array {
  let from: Int32Array = keysOf(values);
  let to: Int32Array = new Int32Array(from.length);
  for (let shift = 0; shift < 32; shift += BITS) {
    // Where all share this digit, they are in its order.
    if (!sortByDigit(from, shift, to)) continue;
    [from, to] = [to, from];
  }
  return rowsOf(from, values);
}

/** The key of each row, and the row. */
function keysOf(values: Float64Array): Int32Array {
  let least = 0x7fffffff;
  let most = -0x80000000;
  for (let row = 0; row < values.length; row++) {
    const high = highWord(values[row] as number);
    if (high < least) least = high;
    if (high > most) most = high;
  }
  const left = Math.clz32(most - least);
  const pairs = new Int32Array(2 * values.length);
  for (let row = 0; row < values.length; row++) {
    const high = highWord(values[row] as number) - least;
    const low = words[0] as number;
    // A shift by 32 would be one by 0.
    if (left === 0) pairs[2 * row] = high;
    else pairs[2 * row] = left === 32 ? low : (high << left) | (low >>> (32 - left));
    pairs[2 * row + 1] = row;
  }
  return pairs;
}

/** The upper word of a pattern that ascends with the value; the lower one is then in `words`. */
function highWord(value: number): number {
  // + 0 makes -0 and 0 one pattern, so that they tie as they do under `===`.
  number[0] = value + 0;
  const high = words[1] as number;
  // Patterns of positive numbers ascend, and those of negative ones descend.
  const negative = high >> 31;
  words[0] = (words[0] as number) ^ negative;
  return high ^ (negative & 0x7fffffff);
}

/** @returns false where all have one digit, and nothing was done */
function sortByDigit(from: Int32Array, shift: number, to: Int32Array): boolean {
  const last = 2 ** BITS - 1;
  const next = new Int32Array(2 ** BITS);
  for (let i = 0; i < from.length; i += 2) {
    const digit = ((from[i] as number) >>> shift) & last;
    next[digit] = (next[digit] as number) + 2;
  }
  if (next[((from[0] as number) >>> shift) & last] === from.length) return false;
  for (let digit = 0, start = 0; digit <= last; digit++) {
    const count = next[digit] as number;
    next[digit] = start;
    start += count;
  }
  for (let i = 0; i < from.length; i += 2) {
    const key = from[i] as number;
    const digit = (key >>> shift) & last;
    const place = next[digit] as number;
    next[digit] = place + 2;
    to[place] = key;
    to[place + 1] = from[i + 1] as number;
  }
  return true;
}

/** The rows of pairs in the order of their keys, those of one key in the order of their values. */
function rowsOf(pairs: Int32Array, values: Float64Array): Int32Array {
  const rows = new Int32Array(values.length);
  for (let i = 0; i < rows.length; i++) rows[i] = pairs[2 * i + 1] as number;
  for (let start = 0, end = 1; start < rows.length; start = end++) {
    while (end < rows.length && pairs[2 * end] === pairs[2 * start]) end++;
    if (end - start > 1) orderAlike(rows, start, end, values);
  }
  return rows;
}

/** Orders the rows from start to end, which are in the order of rows, by their values. */
function orderAlike(rows: Int32Array, start: number, end: number, values: Float64Array): void {
  // Mostly they are equal.
  if (areAscending(rows, start, end, values)) return;
  if (end - start > FEW) {
    // They differ in further bits, which are keys for themselves.
    const before = rows.slice(start, end);
    const order = radixOrder(Float64Array.from(before, (row) => values[row] as number));
    for (let i = 0; i < order.length; i++) rows[start + i] = before[order[i] as number] as number;
    return;
  }
  for (let i = start + 1; i < end; i++) {
    const row = rows[i] as number;
    const value = values[row] as number;
    let to = i;
    for (; to > start && (values[rows[to - 1] as number] as number) > value; to--)
      rows[to] = rows[to - 1] as number;
    rows[to] = row;
  }
}

function areAscending(rows: Int32Array, start: number, end: number, values: Float64Array): boolean {
  for (let i = start + 1; i < end; i++)
    if ((values[rows[i - 1] as number] as number) > (values[rows[i] as number] as number)) return false;
  return true;
}
