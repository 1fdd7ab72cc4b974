/**
 * Draws of sums, in AssemblyScript: TypeScript's words, WebAssembly's types. `pnpm generate` compiles it into
 * src/bootstrap/sums-code.ts; src/bootstrap/draw-sums.ts fills its memory.
 */

/** A random word tells a step of probability by its lowest bits, and by its highest another. */
const BITS = 12;

/** The quantiles of the normal distribution at the middles of as many equal steps of probability as those bits tell. */
export const normals: usize = (__heap_base + 15) & ~15;

/** Memory that is free from here on. */
export const free: usize = normals + (8 << BITS);

/** The random generator is Marsaglia's of 128 bits: 2003, Xorshift RNGs, Journal of Statistical Software 8, 14. */
let x: u32 = 0;
let y: u32 = 0;
let z: u32 = 0;
let w: u32 = 0;

/** Four random words to begin with. */
export function begin(first: u32, second: u32, third: u32, fourth: u32): void {
  x = first;
  y = second;
  z = third;
  w = fourth;
}

/**
 * One draw of sums: the means, and so many times each row of the matrix as a deviate says.
 *
 * @param width of a row, an even number; there are as many rows and deviates, and zeros up to a multiple of eight
 */
export function draw(width: i32, means: usize, deviates: usize, rows: usize, sums: usize): void {
  deviate(width, deviates);
  memory.copy(sums, means, (<usize>width) << 3);
  addRows(width, sums, deviates, rows);
}

/** Normal deviates, two for each random word. */
function deviate(count: i32, deviates: usize): void {
  const end = deviates + ((<usize>count) << 3);
  for (let at = deviates; at < end; at += 16) {
    const t = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    store<f64>(at, load<f64>(normals + ((<usize>(w & ((1 << BITS) - 1))) << 3)));
    store<f64>(at, load<f64>(normals + ((<usize>(w >>> (32 - BITS))) << 3)), 8);
  }
}

/** Adds the rows of a matrix to sums, each so many times. Where rows begin with zeros, up to the diagonal, they are not read. */
function addRows(width: i32, sums: usize, times: usize, rows: usize): void {
  const bytes = (<usize>width) << 3;
  for (let before: usize = 0; before < bytes; before += 64, rows += 8 * bytes) {
    const a = v128.load64_splat(times + before);
    const b = v128.load64_splat(times + before, 8);
    const c = v128.load64_splat(times + before, 16);
    const d = v128.load64_splat(times + before, 24);
    const e = v128.load64_splat(times + before, 32);
    const f = v128.load64_splat(times + before, 40);
    const g = v128.load64_splat(times + before, 48);
    const h = v128.load64_splat(times + before, 56);
    for (let at = before; at < bytes; at += 16) {
      const row = rows + at;
      let sum = v128.load(sums + at);
      sum = f64x2.add(sum, pair(a, b, row, bytes));
      sum = f64x2.add(sum, pair(c, d, row + 2 * bytes, bytes));
      sum = f64x2.add(sum, pair(e, f, row + 4 * bytes, bytes));
      sum = f64x2.add(sum, pair(g, h, row + 6 * bytes, bytes));
      v128.store(sums + at, sum);
    }
  }
}

/** What two rows add. */
function pair(a: v128, b: v128, row: usize, bytes: usize): v128 {
  return f64x2.add(f64x2.mul(a, v128.load(row)), f64x2.mul(b, v128.load(row + bytes)));
}
