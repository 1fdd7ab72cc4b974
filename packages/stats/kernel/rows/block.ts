/** Some rows at once, which stay in the fastest cache: what is said of each, whether it is so, and the same of another model. */

/** Rows of a block. */
export const BLOCK = 4096;

export const scores: usize = memory.data(8 * BLOCK, 16);
export const hits: usize = memory.data(BLOCK, 16);
export const otherScores: usize = memory.data(8 * BLOCK, 16);
export const otherHits: usize = memory.data(BLOCK, 16);

/** What a model decides of each. */
export const decided: usize = memory.data(BLOCK, 16);

/** What each row adds to something, or the sum to which it adds; and the same of the other model. */
export const numbers: usize = memory.data(8 * (BLOCK + 1), 16);
export const others: usize = memory.data(8 * BLOCK, 16);
export const cells: usize = memory.data(2 * BLOCK, 16);
export const otherCells: usize = memory.data(2 * BLOCK, 16);

/** Sums over rows, which go on from block to block. */
export const sums: usize = memory.data(8 * 8, 16);

/** Memory that is free from here on. */
export const free: usize = (__heap_base + 15) & ~15;

/** The sum of two numbers. */
export function both(lanes: v128): f64 {
  return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
}

export function addTo(sum: usize, number: f64): void {
  store<f64>(sum, load<f64>(sum) + number);
}
