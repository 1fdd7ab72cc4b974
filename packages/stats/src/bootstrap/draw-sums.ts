import { makeRoom } from '../web-assembly.ts';
import { sortAscending } from './ascending.ts';
import { stateOf, sumsKernel } from './sums-kernel.ts';

/** Sums over the rows of a sample, and how they vary where as many rows are drawn anew. */
export interface Sums {
  readonly means: Float64Array;
  /** Row by row, of which what lies above the diagonal is not read. */
  readonly covariance: Float64Array;
}

/**
 * Draws of sums, which of many rows are normal: the means, and deviates with the covariances.
 *
 * @param reading what is called after each draw, made of the memory in which all of them stand, one after the other; so do those of the
 * next call
 */
export function eachDrawOfSums(
  { means, covariance }: Sums,
  { draws, seed }: { readonly draws: number; readonly seed: number },
  reading: (drawn: Float64Array) => (draw: number) => void,
): void {
  const kernel = sumsKernel();
  const { memory, free } = kernel;
  const size = means.length;
  const width = size + (size % 2);
  const rows = 8 * Math.ceil(size / 8);
  const at = { means: free.value, sums: free.value + 8 * width, deviates: free.value + 16 * width };
  const matrix = at.deviates + 8 * rows;
  makeRoom(memory, matrix + 8 * rows * width);
  new Float64Array(memory.buffer, at.means, size).set(means);
  new Float64Array(memory.buffer, at.deviates, rows).fill(0);
  writeRoot(covariance, size, new Float64Array(memory.buffer, matrix, rows * width).fill(0), width);
  kernel.begin(...stateOf(seed));
  const read = reading(new Float64Array(memory.buffer, at.sums, size));
  for (let draw = 0; draw < draws; draw++) {
    kernel.draw(width, at.means, at.deviates, matrix, at.sums);
    read(draw);
  }
}

/**
 * By how much a function of sums deviates, in draws of them, from what it is of their means: ascending.
 *
 * @param reading makes it of the memory in which sums stand
 */
export function deviationsOfSums(
  sums: Sums,
  of: { readonly draws: number; readonly seed: number },
  reading: (sums: Float64Array) => () => number,
): Float64Array {
  const centre = reading(sums.means)();
  const deviations = new Float64Array(of.draws);
  eachDrawOfSums(sums, of, (drawn) => {
    const value = reading(drawn);
    return (draw) => {
      deviations[draw] = value() - centre;
    };
  });
  return sortAscending(deviations);
}

/**
 * Cholesky's root of a covariance matrix, column by column: each is a row of zeros here. It may be singular: what follows from the
 * sums before adds nothing.
 */
function writeRoot(covariance: Float64Array, size: number, root: Float64Array, width: number): void {
  for (let k = 0; k < size; k++) {
    let pivot = covariance[k * size + k] as number;
    const least = 1e-10 * pivot;
    for (let m = 0; m < k; m++) pivot -= (root[m * width + k] as number) ** 2;
    if (pivot <= least) continue;
    const spread = Math.sqrt(pivot);
    const row = root.subarray(k * width, k * width + size);
    for (let j = k; j < size; j++) row[j] = covariance[j * size + k] as number;
    for (let m = 0; m < k; m++) subtract(root[m * width + k] as number, root, m * width, row, k);
    for (let j = k; j < size; j++) row[j] = (row[j] as number) / spread;
  }
}

/** Subtracts so many times the row that begins here, from one place on. */
function subtract(times: number, rows: Float64Array, start: number, from: Float64Array, place: number): void {
  for (let j = place; j < from.length; j++)
    from[j] = (from[j] as number) - times * (rows[start + j] as number);
}
