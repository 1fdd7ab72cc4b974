/** What rows lose by the probability that is said of them: its logarithm two at once, a third of the time of one after the other. */

import { addTo, both, hits, numbers, others, scores, sums } from './block';

/** Probabilities are kept this far from 0 and 1. */
const epsilon: f64 = 2.220446049250313e-16;

/** Minus the natural logarithms of n numbers from here on, which lie between 0 and 1, in their place. */
export function surprises(at: usize, n: i32): void {
  const stop = at + ((<usize>n) << 3);
  for (; at < stop; at += 16) {
    const inside = f64x2.pmax(f64x2.pmin(v128.load(at), f64x2.splat(1 - epsilon)), f64x2.splat(epsilon));
    v128.store(at, f64x2.neg(logarithms(inside)));
  }
}

/** The squares of how far the scores of the first n rows are from their hits. @param to where they are written */
export function squares(to: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n; i++, to += 8) {
    const off = load<f64>(scores + (i << 3)) - f64(load<u8>(hits + i));
    store<f64>(to, off * off);
  }
}

/** What the scores of the first n rows say of the class that they have: the score, or 1 less it. @param to where it is written */
export function probabilities(to: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n; i++, to += 8)
    store<f64>(to, abs(1 - f64(load<u8>(hits + i)) - load<f64>(scores + (i << 3))));
}

/**
 * Adds the first n numbers to the first sum, one after the other, as they are summed elsewhere; and their distances from a shift, and the
 * squares of these, to the next two: so that squares do not cancel.
 */
export function addNumbers(n: i32, shift: f64): void {
  let plain = load<f64>(sums);
  for (let i: usize = 0; i < <usize>n; i++) {
    const each = load<f64>(numbers + (i << 3));
    plain += each;
    // Where squares of distances are added.
    store<f64>(numbers + (i << 3), each - shift);
  }
  store<f64>(sums, plain);
  addSquares(n);
}

/** The same of by how much others are above them, and in the fourth sum the others. */
export function addDifferences(n: i32, shift: f64): void {
  let plain = load<f64>(sums);
  let ofOthers = load<f64>(sums, 24);
  for (let i: usize = 0; i < <usize>n; i++) {
    const each = load<f64>(numbers + (i << 3));
    const other = load<f64>(others + (i << 3));
    plain += each;
    ofOthers += other;
    store<f64>(numbers + (i << 3), other - each - shift);
  }
  store<f64>(sums, plain);
  store<f64>(sums, ofOthers, 24);
  addSquares(n);
}

/** Adds the first n numbers to the second sum, and their squares to the third, two at once. */
function addSquares(n: i32): void {
  const end = numbers + ((<usize>n) << 3);
  // One more, of which there is room, makes an even number of them.
  store<f64>(end, 0);
  let plain = f64x2.splat(0);
  let squared = plain;
  for (let at = numbers; at < end; at += 16) {
    const each = v128.load(at);
    plain = f64x2.add(plain, each);
    squared = f64x2.add(squared, f64x2.mul(each, each));
  }
  addTo(sums + 8, both(plain));
  addTo(sums + 16, both(squared));
}

/**
 * Of positive normal numbers, to less than one unit in the last place: as FreeBSD's e_log.c (Sun Microsystems, 1993), x being 2^k
 * (1 + f) with 1 + f between the roots of 1/2 and of 2.
 */
function logarithms(x: v128): v128 {
  const bits = i64x2.add(x, i64x2.splat(0x00095f6200000000));
  // 2^52 and the exponent, as a number: its last bits are those of the exponent.
  const biased = v128.or(i64x2.shr_u(bits, 52), i64x2.splat(0x4330000000000000));
  const k = f64x2.sub(biased, f64x2.splat(4503599627371519.0));
  const mantissa = v128.and(bits, i64x2.splat(0x000fffffffffffff));
  const f = f64x2.sub(i64x2.add(mantissa, i64x2.splat(0x3fe6a09e00000000)), f64x2.splat(1));
  const s = f64x2.div(f, f64x2.add(f, f64x2.splat(2)));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  const even = f64x2.mul(
    w,
    plus(0.3999999999940942, w, plus(0.22222198432149784, w, f64x2.splat(0.15313837699209373))),
  );
  const odd = f64x2.mul(
    z,
    plus(
      0.6666666666666735,
      w,
      plus(0.2857142874366239, w, plus(0.1818357216161805, w, f64x2.splat(0.14798198605116586))),
    ),
  );
  const half = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const curved = f64x2.mul(s, f64x2.add(half, f64x2.add(even, odd)));
  const small = f64x2.sub(f64x2.add(curved, f64x2.mul(k, f64x2.splat(1.9082149292705877e-10))), half);
  return f64x2.add(f64x2.add(small, f), f64x2.mul(k, f64x2.splat(0.6931471803691238)));
}

/** A number, and a product. */
function plus(a: f64, b: v128, c: v128): v128 {
  return f64x2.add(f64x2.splat(a), f64x2.mul(b, c));
}
