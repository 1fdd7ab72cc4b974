/**
 * The inner loops over numbers, in AssemblyScript: TypeScript's words, WebAssembly's types. `pnpm generate` compiles them into
 * src/sketch/kernel-code.ts. They know nothing but the arrays below, in a memory that src/sketch/kernel.ts fills and reads.
 */

const BLOCK = 4096;
const EDGES = 512;
const STEPS = 4096;
const FAR = 2;

export const numbers: usize = memory.data(8 * BLOCK, 16);
/** With as many again, infinite ones: a search may look there. */
export const edges: usize = memory.data(16 * EDGES, 16);
export const sides: usize = memory.data(16 * EDGES, 16);
/** What a function finds out. */
export const figures: usize = memory.data(8 * 5, 16);
/** Places of numbers whose hash may matter. */
export const places: usize = memory.data(4 * BLOCK, 16);

/** Bits of the numbers that are not null. */
export const valid: usize = memory.data(4 * (BLOCK / 32 + 1), 16);
/** Where `count` begins to search, by steps, and the steps of some numbers. */
const starts: usize = memory.data(2 * STEPS, 16);
const steps: usize = memory.data(8 * BLOCK, 16);
let low: f64 = 0;
let scale: f64 = 0;
/** Edges of a step, at most. */
let most = 0;

/**
 * Keeps those of the numbers from start to end, one behind the other, that are finite and not null: the first has the given bit
 * of `valid`; where that is negative, none is null. Answers with where they end; the figures are how many others there are:
 * nulls, NaN, negative and positive infinities.
 */
export function keep(start: i32, end: i32, bit: i32): i32 {
  let at = numbers + ((<usize>start) << 3);
  const stop = numbers + ((<usize>end) << 3);
  v128.store(figures, f64x2.splat(0));
  v128.store(figures, f64x2.splat(0), 16);
  const allThere = bit < 0;
  if (allThere && areFinite(at, stop)) return end;
  let to = at;
  for (; at < stop; at += 8, bit++) {
    const x = load<f64>(at);
    const there = allThere ? 1 : (load<u32>(valid + ((<usize>bit >> 5) << 2)) >> (bit & 31)) & 1;
    const stays = there & u32(x - x === 0);
    store<f64>(to, x);
    to += (<usize>stays) << 3;
    if (stays === 0) {
      const figure = figures + (there === 0 ? 0 : x > 0 ? 24 : x < 0 ? 16 : 8);
      store<f64>(figure, load<f64>(figure) + 1);
    }
  }
  return i32((to - numbers) >> 3);
}

function areFinite(at: usize, stop: usize): bool {
  let amiss = f64x2.splat(0);
  for (; at + 8 < stop; at += 16) {
    const x = v128.load(at);
    // Of an infinity and of NaN the difference is NaN.
    const zero = f64x2.sub(x, x);
    amiss = v128.or(amiss, f64x2.ne(zero, zero));
  }
  return !v128.any_true(amiss) && (at === stop || load<f64>(at) - load<f64>(at) === 0);
}

/** Mean, sums of the second and third powers of distances from it, zeros and negatives of the first n numbers, at least one. */
export function describe(n: i32): void {
  // Around a value of the block, so that a sum of great numbers of one sign loses nothing.
  const origin = load<f64>(numbers);
  const origins = f64x2.splat(origin);
  const zero = f64x2.splat(0);
  let sums = zero;
  let zeros = i64x2.splat(0);
  let negatives = i64x2.splat(0);
  const even = numbers + ((<usize>(n & ~1)) << 3);
  for (let at = numbers; at < even; at += 16) {
    const x = v128.load(at);
    sums = f64x2.add(sums, f64x2.sub(x, origins));
    // Where a comparison holds all bits are set: -1.
    zeros = i64x2.sub(zeros, f64x2.eq(x, zero));
    negatives = i64x2.sub(negatives, f64x2.lt(x, zero));
  }
  // The last of an odd number of them; else one that has no weight.
  const last = load<f64>(even);
  const odd = f64(n & 1);
  const sum = both(sums) + (odd === 0 ? 0 : last - origin);
  const mean = origin + sum / f64(n);
  const means = f64x2.splat(mean);
  let first = zero;
  let second = zero;
  let third = zero;
  for (let at = numbers; at < even; at += 16) {
    const d = f64x2.sub(v128.load(at), means);
    const square = f64x2.mul(d, d);
    first = f64x2.add(first, d);
    second = f64x2.add(second, square);
    third = f64x2.add(third, f64x2.mul(square, d));
  }
  const d = odd === 0 ? 0 : last - mean;
  const m1 = both(first) + d;
  store<f64>(figures, mean, 0);
  // What the mean lost by rounding, as Chan, Golub and LeVeque (1983) correct it.
  store<f64>(figures, Math.max(0, both(second) + d * d - (m1 * m1) / f64(n)), 8);
  store<f64>(figures, both(third) + d * d * d, 16);
  store<f64>(figures, f64(all(zeros)) + odd * f64(last === 0), 24);
  store<f64>(figures, f64(all(negatives)) + odd * f64(last < 0), 32);
}

function both(lanes: v128): f64 {
  return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
}

function all(lanes: v128): i64 {
  return i64x2.extract_lane(lanes, 0) + i64x2.extract_lane(lanes, 1);
}

/** Least and greatest of the numbers from start to end, at least one, as the first two figures. */
export function ends(start: i32, end: i32): void {
  let at = numbers + ((<usize>start) << 3);
  const stop = numbers + ((<usize>end) << 3);
  let least = v128.load64_splat(at);
  let greatest = least;
  for (; at + 8 < stop; at += 16) {
    const x = v128.load(at);
    least = f64x2.pmin(least, x);
    greatest = f64x2.pmax(greatest, x);
  }
  if (at < stop) {
    const x = v128.load64_splat(at);
    least = f64x2.pmin(least, x);
    greatest = f64x2.pmax(greatest, x);
  }
  store<f64>(figures, Math.min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1)), 0);
  store<f64>(figures, Math.max(f64x2.extract_lane(greatest, 0), f64x2.extract_lane(greatest, 1)), 8);
}

/**
 * What `count` goes by, to be told whenever the edges have changed. Steps of the same width lie between the ends; for each of
 * them it is kept before which edge its numbers lie at the earliest: all edges of steps before are less.
 */
export function arrange(size: i32): void {
  const last = edges + ((<usize>size - 1) << 3);
  // The first and the last step are wider: a few numbers far away shall not leave the others to a few steps.
  const far = (<usize>min(FAR, size >> 6)) << 3;
  low = load<f64>(edges + far);
  scale = f64(STEPS - 2) / (load<f64>(last - far) - low);
  // Of edges too near to each other it is infinite, of those too far 0: then a run below holds all of them.
  stepsOf(edges, last + 8);
  let filled: usize = 0;
  let run = 0;
  most = 0;
  for (let i: usize = 0; i <= last - edges; i += 8) {
    const step = <usize>load<i64>(steps + i);
    run = step < filled ? run + 1 : 1;
    for (; filled <= step; filled++) store<u16>(starts + (filled << 1), u16(i));
    most = max(most, run);
  }
}

/** The steps of numbers: never less of a greater one. */
function stepsOf(at: usize, stop: usize): void {
  const lows = f64x2.splat(low);
  const scales = f64x2.splat(scale);
  // Beyond the last there is room for one more.
  for (let to = steps; at < stop; at += 16, to += 16) {
    const step = f64x2.add(f64x2.mul(f64x2.sub(v128.load(at), lows), scales), f64x2.splat(1));
    const inside = f64x2.pmin(f64x2.splat(STEPS - 1), f64x2.pmax(f64x2.splat(0), step));
    // In a sum with 2^52 the last bits are those of the whole number.
    v128.store(to, v128.and(f64x2.add(inside, f64x2.splat(4503599627370496)), i64x2.splat(STEPS - 1)));
  }
}

/**
 * Counts the numbers from start to end, none beyond the ends, on the sides of the edges, without a branch that could be
 * mispredicted: one halving takes as long as a look-up of the step. Answers with the greatest count between two edges.
 */
export function count(start: i32, end: i32): f64 {
  const first = numbers + ((<usize>start) << 3);
  const stop = numbers + ((<usize>end) << 3);
  stepsOf(first, stop);
  for (let at = first; at < stop; at += 8) {
    const x = load<f64>(at) + 0; // -0 is 0
    let edge = edges + load<u16>(starts + ((<usize>load<i64>(steps + (at - first))) << 1));
    if (most > 31) {
      edge += (<usize>(load<f64>(edge, 8 * 255) < x)) << 11;
      edge += (<usize>(load<f64>(edge, 8 * 127) < x)) << 10;
      edge += (<usize>(load<f64>(edge, 8 * 63) < x)) << 9;
      edge += (<usize>(load<f64>(edge, 8 * 31) < x)) << 8;
    }
    if (most > 7) {
      edge += (<usize>(load<f64>(edge, 8 * 15) < x)) << 7;
      edge += (<usize>(load<f64>(edge, 8 * 7) < x)) << 6;
    }
    if (most > 3) edge += (<usize>(load<f64>(edge, 8 * 3) < x)) << 5;
    edge += (<usize>(load<f64>(edge, 8) < x)) << 4;
    edge += (<usize>(load<f64>(edge) < x)) << 3;
    const side = sides - 2 * edges + (edge << 1) + ((<usize>(load<i64>(edge) === reinterpret<i64>(x))) << 3);
    store<f64>(side, load<f64>(side) + 1);
  }
  // Two at once, as each waits for the one before.
  let heavy = f64x2.splat(0);
  let other = heavy;
  for (let side = sides; side < sides + 16 * EDGES; side += 32) {
    heavy = f64x2.pmax(heavy, v128.load(side));
    other = f64x2.pmax(other, v128.load(side, 16));
  }
  return Math.max(f64x2.extract_lane(heavy, 0), f64x2.extract_lane(other, 0));
}

/**
 * The places of those of the numbers from start to n whose hash has a low half of at most `bound`; answers with how many.
 * The hash is that of src/sketch/tally-numbers.ts.
 */
export function choose(start: i32, n: i32, bound: u32): i32 {
  const bounds = i32x4.splat(bound);
  let found = places;
  // Beyond the last there is room for three more.
  for (let i = start; i < n; i += 4) {
    const at = numbers + ((<usize>i) << 3);
    // -0 + 0 is 0.
    const x = f64x2.add(v128.load(at), f64x2.splat(0));
    const y = f64x2.add(v128.load(at, 16), f64x2.splat(0));
    let h = step(i32x4.splat(0x9747b28c), v128.shuffle<i32>(x, y, 0, 2, 4, 6));
    h = v128.xor(step(h, v128.shuffle<i32>(x, y, 1, 3, 5, 7)), i32x4.splat(8));
    h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x85ebca6b));
    h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0xc2b2ae35));
    h = v128.xor(h, i32x4.shr_u(h, 16));
    for (let bits = i32x4.bitmask(i32x4.le_u(h, bounds)); bits !== 0; bits &= bits - 1) {
      const place = i + ctz(bits);
      store<i32>(found, place);
      found += 4 * usize(place < n);
    }
  }
  return i32((found - places) >> 2);
}

function step(seed: v128, word: v128): v128 {
  let k = i32x4.mul(word, i32x4.splat(0xcc9e2d51));
  k = i32x4.mul(v128.or(i32x4.shl(k, 15), i32x4.shr_u(k, 17)), i32x4.splat(0x1b873593));
  const x = v128.xor(seed, k);
  const y = v128.or(i32x4.shl(x, 13), i32x4.shr_u(x, 19));
  // Five times, without a multiplication.
  return i32x4.add(i32x4.add(i32x4.shl(y, 2), y), i32x4.splat(0xe6546b64));
}
