/** Rows by their label and by what one or two models decide; of two classes, bytes of 0 or 1. */

import { addTo, decided, hits, numbers, otherHits, others, scores, sums } from './block';

/** Whether the scores of the first n rows are at least so high. */
export function decide(n: i32, cut: f64): void {
  for (let i: usize = 0; i < <usize>n; i++) store<u8>(decided + i, u8(load<f64>(scores + (i << 3)) >= cut));
}

/**
 * Puts the code of a class, as a number, in place of those of the first n rows whose score for it is higher than the highest so far, and
 * that in place of this; two rows at once.
 */
export function lead(n: i32, code: f64): void {
  const own = f64x2.splat(code);
  for (let i: usize = 0; i < (<usize>n) << 3; i += 16) {
    const score = v128.load(scores + i);
    const highest = v128.load(numbers + i);
    const above = f64x2.gt(score, highest);
    v128.store(numbers + i, v128.bitselect(score, highest, above));
    v128.store(others + i, v128.bitselect(own, v128.load(others + i), above));
  }
}

/**
 * Adds to the sums how many of the first n rows are hits, other hits, decided, and each two and all three of these: from these the counts
 * of all cells follow.
 */
export function countTogether(n: i32): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let ab = 0;
  let ac = 0;
  let bc = 0;
  let abc = 0;
  // Behind the last row of a block there are zeros.
  for (let i: usize = 0; i < <usize>n; i += 16) {
    const x = maskOf(hits + i);
    const y = maskOf(otherHits + i);
    const z = maskOf(decided + i);
    a += popcnt(x);
    b += popcnt(y);
    c += popcnt(z);
    ab += popcnt(x & y);
    ac += popcnt(x & z);
    bc += popcnt(y & z);
    abc += popcnt(x & y & z);
  }
  addTo(sums, f64(a));
  addTo(sums + 8, f64(b));
  addTo(sums + 16, f64(c));
  addTo(sums + 24, f64(ab));
  addTo(sums + 32, f64(ac));
  addTo(sums + 40, f64(bc));
  addTo(sums + 48, f64(abc));
}

/** How many of the first n rows are hits. */
export function countHits(n: i32): i32 {
  let count = 0;
  for (let i: usize = 0; i < <usize>n; i += 16) count += popcnt(maskOf(hits + i));
  return count;
}

/** A bit of each of sixteen bytes. */
function maskOf(at: usize): i32 {
  return i8x16.bitmask(i8x16.shl(v128.load(at), 7));
}
