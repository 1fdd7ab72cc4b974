/**
 * The inner loops over numbers, in AssemblyScript: TypeScript's words, WebAssembly's types. `pnpm generate` compiles them into
 * src/sketch/kernel-code.ts. They know nothing but the arrays below, in a memory that src/sketch/kernel.ts fills and reads.
 */

const BLOCK = 4096;
const EDGES = 512;

export const numbers: usize = memory.data(8 * BLOCK, 16);
export const edges: usize = memory.data(8 * EDGES, 16);
const keys: usize = memory.data(8 * EDGES, 16);
export const sides: usize = memory.data(16 * EDGES, 16);
/** What a function finds out. */
export const figures: usize = memory.data(8 * 5, 16);
/** Places of numbers whose hash may matter. */
export const places: usize = memory.data(4 * BLOCK, 16);

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
 * Counts the numbers from start to end on the sides of the edges: nine halvings for every number, without a branch that could
 * be mispredicted. Whole numbers of the same order as doubles are compared in a quarter less time. Answers with the greatest
 * count between two edges.
 */
export function count(start: i32, end: i32): f64 {
  for (let i: usize = 0; i < 8 * EDGES; i += 8) store<i64>(keys + i, keyOf(load<f64>(edges + i)));
  const stop = numbers + ((<usize>end) << 3);
  for (let at = numbers + ((<usize>start) << 3); at < stop; at += 8) {
    const x = keyOf(load<f64>(at));
    let key: usize = keys;
    key += (<usize>(load<i64>(key, 8 * 255) < x)) << 11;
    key += (<usize>(load<i64>(key, 8 * 127) < x)) << 10;
    key += (<usize>(load<i64>(key, 8 * 63) < x)) << 9;
    key += (<usize>(load<i64>(key, 8 * 31) < x)) << 8;
    key += (<usize>(load<i64>(key, 8 * 15) < x)) << 7;
    key += (<usize>(load<i64>(key, 8 * 7) < x)) << 6;
    key += (<usize>(load<i64>(key, 8 * 3) < x)) << 5;
    key += (<usize>(load<i64>(key, 8) < x)) << 4;
    key += (<usize>(load<i64>(key) < x)) << 3;
    const side = sides - 2 * keys + (key << 1) + ((<usize>(load<i64>(key) === x)) << 3);
    store<f64>(side, load<f64>(side) + 1);
  }
  let most = f64x2.splat(0);
  for (let side = sides; side < sides + 16 * EDGES; side += 16) most = f64x2.pmax(most, v128.load(side));
  return f64x2.extract_lane(most, 0);
}

/** Ascends as the doubles do; -0 + 0 is 0. */
function keyOf(x: f64): i64 {
  const bits = reinterpret<i64>(x + 0);
  return bits ^ ((bits >> 63) & i64.MAX_VALUE);
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
  return i32x4.add(
    i32x4.mul(v128.or(i32x4.shl(x, 13), i32x4.shr_u(x, 19)), i32x4.splat(5)),
    i32x4.splat(0xe6546b64),
  );
}
