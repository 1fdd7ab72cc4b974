/**
 * The inner loop of draws of sums, in AssemblyScript: TypeScript's words, WebAssembly's types. `pnpm generate` compiles it into
 * src/bootstrap/sums-code.ts; src/bootstrap/draw-sums.ts fills its memory.
 */

/** Memory that is free from here on. */
export const free: usize = (__heap_base + 15) & ~15;

/**
 * Adds the rows of a matrix to sums, each so many times. Where rows begin with zeros, up to the diagonal, they are not read.
 *
 * @param width numbers of a row, an even number; there are as many rows, and zeros up to a multiple of eight
 */
export function addRows(width: i32, sums: usize, times: usize, rows: usize): void {
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
