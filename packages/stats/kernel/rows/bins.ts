/** Sums over rows of which each adds to one: by how much its score is above its hit, or 1. */

import { cells, hits, otherCells, otherHits, otherScores, scores, sums } from './block';

/** Steps of scores from 0 to 1, of each of which it is known how many edges lie below. */
export const STEPS = 1024;

/**
 * Finds the bin of each of the first n rows, and adds its gap, and the square of that, to those of its bin.
 *
 * @param starts of each step, how many edges lie below it, as 16 bits
 * @param edges ascending, and an infinite one
 * @param gaps of each bin
 * @param squares of each bin
 */
export function addGaps(n: i32, starts: usize, edges: usize, gaps: usize, squares: usize): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    const score = load<f64>(scores + (i << 3));
    let bin = <usize>load<u16>(starts + ((<usize>(score * STEPS)) << 1));
    while (score > load<f64>(edges + (bin << 3))) bin++;
    store<u16>(cells + (i << 1), u16(bin));
    const gap = score - f64(load<u8>(hits + i));
    store<f64>(gaps + (bin << 3), load<f64>(gaps + (bin << 3)) + gap);
    store<f64>(squares + (bin << 3), load<f64>(squares + (bin << 3)) + gap * gap);
  }
}

/** Adds the gaps of the first n rows, all of one bin, to the first sum, and the squares of these to the second. */
export function addGapsOfOne(n: i32): void {
  let sum = load<f64>(sums);
  let squares = load<f64>(sums, 8);
  for (let i: usize = 0; i < <usize>n; i++) {
    const gap = load<f64>(scores + (i << 3)) - f64(load<u8>(hits + i));
    sum += gap;
    squares += gap * gap;
  }
  store<f64>(sums, sum);
  store<f64>(sums, squares, 8);
}

/** Adds the product of both models' gaps of each of the first n rows to that of its pair of cells, of which the other's are `wide`. */
export function addProducts(n: i32, wide: i32, products: usize): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    const at = products + (pairOf(i, wide) << 3);
    const gap = load<f64>(scores + (i << 3)) - f64(load<u8>(hits + i));
    const other = load<f64>(otherScores + (i << 3)) - f64(load<u8>(otherHits + i));
    store<f64>(at, load<f64>(at) + gap * other);
  }
}

/** Counts the first n rows by their pair of cells. */
export function countPairs(n: i32, wide: i32, counts: usize): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    const at = counts + (pairOf(i, wide) << 3);
    store<f64>(at, load<f64>(at) + 1);
  }
}

function pairOf(i: usize, wide: i32): usize {
  return <usize>load<u16>(cells + (i << 1)) * <usize>wide + <usize>load<u16>(otherCells + (i << 1));
}
