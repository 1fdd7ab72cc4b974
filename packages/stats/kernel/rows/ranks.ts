/** Rows in the order of whole numbers, by a radix sort whose keys move with their rows: to look them up by row takes longer. */

import { decided, scores } from './block';

/** A rank of a million rows has two digits of so many bits, whose counts stay in the fastest cache. */
const BITS = 11;
const DIGITS = 1 << BITS;

/** Of each digit, where the next row that has it goes. */
export const next: usize = memory.data(4 * DIGITS, 16);

/** Pairs of a rank and, in the lower half, its row. @returns the bits that any of the ranks has */
export function pairUp(start: i32, until: i32, ranks: usize, pairs: usize): u32 {
  let bits: u32 = 0;
  for (let row = start; row < until; row++) {
    const rank = load<u32>(ranks + ((<usize>row) << 2));
    bits |= rank;
    store<u64>(pairs + ((<usize>row) << 3), (u64(rank) << 32) | u64(row));
  }
  return bits;
}

/** Before the first are counted. */
export function forgetDigits(): void {
  memory.fill(next, 0, 4 * DIGITS);
}

/** Counts digits, from the bit of a pair on at which they begin. */
export function countDigits(start: i32, until: i32, pairs: usize, shift: i32): void {
  for (let i = start; i < until; i++) {
    const at = next + (digitOf(load<u64>(pairs + ((<usize>i) << 3)), shift) << 2);
    store<i32>(at, load<i32>(at) + 1);
  }
}

/** After the last are counted: from their counts to where they begin. */
export function arrangeDigits(): void {
  let start = 0;
  for (let at = next; at < next + 4 * DIGITS; at += 4) {
    const count = load<i32>(at);
    store<i32>(at, start);
    start += count;
  }
}

export function sortByDigit(start: i32, until: i32, pairs: usize, sorted: usize, shift: i32): void {
  for (let i = start; i < until; i++) {
    const pair = load<u64>(pairs + ((<usize>i) << 3));
    const at = next + (digitOf(pair, shift) << 2);
    const place = load<i32>(at);
    store<i32>(at, place + 1);
    store<u64>(sorted + ((<usize>place) << 3), pair);
  }
}

function digitOf(pair: u64, shift: i32): usize {
  return usize(pair >> u64(shift)) & (DIGITS - 1);
}

/** Of sorted pairs, the row at each place, whether it is positive, and whether the next one has the same rank. */
export function readPairs(
  start: i32,
  until: i32,
  pairs: usize,
  labels: usize,
  order: usize,
  positive: usize,
  tied: usize,
): void {
  let last = start > 0 ? u32(load<u64>(pairs + ((<usize>(start - 1)) << 3)) >> 32) : 0;
  for (let i = <usize>start; i < <usize>until; i++) {
    const pair = load<u64>(pairs + (i << 3));
    const row = u32(pair);
    const rank = u32(pair >> 32);
    store<u32>(order + (i << 2), row);
    store<u8>(positive + i, load<u8>(labels + <usize>row));
    if (i > 0) store<u8>(tied + i - 1, u8(rank === last));
    last = rank;
  }
}

/** Of n scores in ascending order, whether each but the last is that of the next: as bytes in the place of decisions. */
export function findTies(n: i32): void {
  for (let i: usize = 0; i < <usize>(n - 1); i++)
    store<u8>(decided + i, u8(load<f64>(scores + (i << 3)) === load<f64>(scores + (i << 3), 8)));
}
