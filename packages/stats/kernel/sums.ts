/**
 * Draws of sums, in AssemblyScript: TypeScript's words, WebAssembly's types. `pnpm generate` compiles it into
 * src/bootstrap/sums-code.ts; src/bootstrap/draw-sums.ts fills its memory.
 */

/** A random word tells a step of probability by its lowest bits, and by its highest another. */
const BITS = 12;

/** The quantiles of the normal distribution at the middles of as many equal steps of probability as those bits tell. */
export const normals: usize = (__heap_base + 15) & ~15;

/** The same of the Poisson distribution of each mean from 0 to 63, as bytes. */
export const counts: usize = normals + (8 << BITS);

/** Memory that is free from here on. */
export const free: usize = counts + (64 << BITS);

/** What the random generator knows, Marsaglia's of 128 bits: 2003, Xorshift RNGs, Journal of Statistical Software 8, 14. */
export let x: u32 = 0;
export let y: u32 = 0;
export let z: u32 = 0;
export let w: u32 = 0;

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
    const word = nextWord();
    store<f64>(at, load<f64>(normals + (lowest(word) << 3)));
    store<f64>(at, load<f64>(normals + (highest(word) << 3)), 8);
  }
}

/**
 * Draws counts of cells, so many times, two for each random word.
 *
 * @param size numbers of a draw, which stand behind those of the one before
 * @param cells for each mean below 64 where its quantiles are, how many cells have it, and these; then 0, how many others there are, and
 * these
 * @param moments of the others, the mean and the spread of each
 */
export function drawCounts(draws: i32, size: i32, cells: usize, moments: usize, drawn: usize): void {
  for (; draws > 0; draws--, drawn += (<usize>size) << 3) drawMany(drawFew(cells, drawn), moments, drawn);
}

/** @returns what is behind these cells */
function drawFew(runs: usize, drawn: usize): usize {
  for (let table = load<u32>(runs); table !== 0; table = load<u32>(runs)) {
    const end = runs + 8 + ((<usize>load<u32>(runs, 4)) << 2);
    for (let at = runs + 8; at < end; at += 8) {
      const word = nextWord();
      putByte(at, table + lowest(word), drawn);
      if (at + 4 < end) putByte(at + 4, table + highest(word), drawn);
    }
    runs = end;
  }
  return runs;
}

function drawMany(run: usize, moments: usize, drawn: usize): void {
  const end = run + 8 + ((<usize>load<u32>(run, 4)) << 2);
  for (let at = run + 8; at < end; at += 8, moments += 32) {
    const word = nextWord();
    putQuantile(at, moments, load<f64>(normals + (lowest(word) << 3)), drawn);
    if (at + 4 < end) putQuantile(at + 4, moments + 16, load<f64>(normals + (highest(word) << 3)), drawn);
  }
}

function putByte(cell: usize, byte: usize, drawn: usize): void {
  store<f64>(drawn + ((<usize>load<u32>(cell)) << 3), f64(load<u8>(byte)));
}

/** Cornish and Fisher's quantile of a count, from that of a normal deviate. */
function putQuantile(cell: usize, moments: usize, deviate: f64, drawn: usize): void {
  const count = load<f64>(moments) + load<f64>(moments, 8) * deviate + (deviate * deviate - 1) / 6;
  store<f64>(drawn + ((<usize>load<u32>(cell)) << 3), count);
}

function nextWord(): u32 {
  const t = x ^ (x << 11);
  x = y;
  y = z;
  z = w;
  w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
  return w;
}

function lowest(word: u32): usize {
  return <usize>(word & ((1 << BITS) - 1));
}

function highest(word: u32): usize {
  return <usize>(word >>> (32 - BITS));
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
