/**
 * Draws of rows by cell, in AssemblyScript: TypeScript's words, WebAssembly's types. `pnpm generate` compiles it into
 * src/bootstrap/cells-code.ts; src/bootstrap/draw-cells.ts fills its memory.
 */

/** Memory that is free from here on. */
export const free: usize = (__heap_base + 15) & ~15;

/** What the random generator knows, xoroshiro128+: Blackman & Vigna (2021), ACM Transactions on Mathematical Software 47, 36. */
export let first: u64 = 0;
export let second: u64 = 0;

/**
 * Draws rows with replacement, so many times, as binomial variates of one cell after the other.
 *
 * @param conditional for each cell, the share that it has of its own rows and those of all cells behind it
 * @param drawn where counts of cells go, those of each draw behind those of the one before
 */
export function draw(draws: i32, cells: i32, total: f64, conditional: usize, drawn: usize): void {
  for (let i = 0; i < draws; i++) {
    let left = total;
    for (let cell = 0; cell < cells; cell++) {
      const count = binomial(left, load<f64>(conditional + ((<usize>cell) << 3)));
      store<f64>(drawn, count);
      drawn += 8;
      left -= count;
    }
  }
}

/**
 * A binomial variate: sequential inversion where the mean is below 10, else transformed rejection with squeeze.
 *
 * Hörmann, W. (1993), The generation of binomial random variates, Journal of Statistical Computation and Simulation 46,
 * 101-110, algorithm BTRS.
 */
function binomial(n: f64, p: f64): f64 {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - atMostHalf(n, 1 - p);
  return atMostHalf(n, p);
}

function atMostHalf(n: f64, p: f64): f64 {
  return n * p < 10 ? byInversion(n, p) : byRejection(n, p);
}

function byInversion(n: f64, p: f64): f64 {
  const odds = p / (1 - p);
  let probability = power(1 - p, <i64>n);
  let left = uniform();
  let k: f64 = 0;
  while (left > probability && k < n) {
    left -= probability;
    k++;
    probability *= ((n - k + 1) / k) * odds;
  }
  return k;
}

function power(base: f64, times: i64): f64 {
  let product: f64 = 1;
  for (; times > 0; times >>= 1) {
    if (times & 1) product *= base;
    base *= base;
  }
  return product;
}

function byRejection(n: f64, p: f64): f64 {
  const deviation = sqrt<f64>(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  while (true) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - abs<f64>(u);
    const k = floor<f64>(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > n) continue;
    const alpha = (2.83 + 5.1 / b) * deviation;
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= logRatioToMode(k, n, p)) return k;
  }
}

/** The logarithm of how likely a number is over how likely the likeliest one is. */
function logRatioToMode(k: f64, n: f64, p: f64): f64 {
  const odds = p / (1 - p);
  const mode = floor<f64>((n + 1) * p);
  return (
    (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
    (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
    (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
    stirlingTail(mode) +
    stirlingTail(n - mode) -
    stirlingTail(k) -
    stirlingTail(n - k)
  );
}

/** log k! minus Stirling's (k + 1/2) log(k + 1) - (k + 1) + log(2 pi)/2. */
function stirlingTail(k: f64): f64 {
  if (k < 10) {
    let logFactorial: f64 = 0;
    for (let i: f64 = 2; i <= k; i++) logFactorial += Math.log(i);
    return logFactorial - ((k + 0.5) * Math.log(k + 1) - (k + 1) + 0.5 * Math.log(2 * Math.PI));
  }
  const x = k + 1;
  return (1 / 12.0 - (1 / 360.0 - 1 / (1260 * x * x)) / (x * x)) / x;
}

/** A number in [0, 1), of 53 bits. */
function uniform(): f64 {
  const high = word() >>> 5;
  return (f64(high) * 67_108_864 + f64(word() >>> 6)) * (1 / 9_007_199_254_740_992.0);
}

function word(): u32 {
  const found = <u32>(first + second);
  const both = second ^ first;
  first = rotl<u64>(first, 24) ^ both ^ (both << 16);
  second = rotl<u64>(both, 37);
  return found;
}
