import { drawCounts } from './draw-counts.ts';
import { drawNormals } from './draw-normals.ts';
import type { Draw } from './draws.ts';

/** How many rows are in cell `i` of one grouping of the rows and in cell `j` of another: `counts[i * second.length + j]`. */
export interface CrossTable {
  readonly counts: Float64Array;
  /** The label of each cell of the one, and of the other: rows of two cells that are crossed have the same. */
  readonly first: Uint8Array;
  readonly second: Uint8Array;
}

/**
 * Counts of the cells of two groupings of the same rows, one grouping behind the other, as resampled rows would have them, without drawing
 * those that the cells have in common, which are many: of the first grouping as {@link drawCounts} draws them; of the second
 * their mean given these, and around it normal deviates with the covariances that are left. So all means, variances and covariances are
 * those of Poisson(1) weights of rows; a count of few rows may fall below 0.
 */
export function drawMargins(table: CrossTable, seed: number): Draw {
  const size = table.first.length;
  const counts = Float64Array.from(table.first, (_, cell) => rowSum(table, cell));
  const drawFirst = drawCounts(counts, seed);
  const blocks = [0, 1].map((label) => blockOf(table, counts, label));
  const drawDeviates = drawNormals(seed + 1);
  return (drawn) => {
    const [first, second] = [drawn.subarray(0, size), drawn.subarray(size)];
    drawFirst(first);
    for (const { rows, columns, shares, root, times, deviates, sums } of blocks) {
      for (let i = 0; i < rows.length; i++) times[i] = first[rows[i] as number] as number;
      drawDeviates(deviates);
      sums.fill(0);
      addProduct(times, shares, sums, false);
      addProduct(deviates, root, sums, true);
      for (let j = 0; j < columns.length; j++) second[columns[j] as number] = sums[j] as number;
    }
  };
}

/** Cells with one label. */
interface Block {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  /** The share of each row's count that is in each column, {@link inEights}. */
  readonly shares: Float64Array;
  /** Row by row the columns of the root of the covariances of the second counts, given the first, {@link inEights}. */
  readonly root: Float64Array;
  /** Where a draw is made: counts of the rows, normal deviates, and sums of columns. */
  readonly times: Float64Array;
  readonly deviates: Float64Array;
  readonly sums: Float64Array;
}

function blockOf({ counts, first, second }: CrossTable, sizes: Float64Array, label: number): Block {
  const rows = Int32Array.from(first.keys()).filter((cell) => first[cell] === label);
  const columns = Int32Array.from(second.keys()).filter((cell) => second[cell] === label);
  const wide = columns.length;
  const shares = new Float64Array(rows.length * wide);
  const left = new Float64Array(wide * wide);
  rows.forEach((cell, i) => {
    const size = sizes[cell] as number;
    for (let j = 0; j < wide; j++) {
      const count = counts[cell * second.length + (columns[j] as number)] as number;
      if (count === 0) continue;
      const share = count / size;
      shares[i * wide + j] = share;
      left[j * wide + j] = (left[j * wide + j] as number) + count;
      for (let k = 0; k < wide; k++) {
        const other = counts[cell * second.length + (columns[k] as number)] as number;
        left[j * wide + k] = (left[j * wide + k] as number) - share * other;
      }
    }
  });
  return {
    rows,
    columns,
    shares: inEights(shares, wide),
    root: inEights(rootOf(left, wide), wide),
    times: new Float64Array(wholeEights(rows.length)),
    deviates: new Float64Array(wholeEights(wide)),
    sums: new Float64Array(wide),
  };
}

/** Cholesky's root of a covariance matrix, which may be singular: counts of both groupings have one sum. Column by column. */
function rootOf(covariance: Float64Array, size: number): Float64Array {
  const root = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    let pivot = covariance[k * size + k] as number;
    const least = 1e-9 * Math.max(1, pivot);
    for (let m = 0; m < k; m++) pivot -= (root[m * size + k] as number) ** 2;
    if (pivot <= least) continue;
    const spread = Math.sqrt(pivot);
    for (let j = k; j < size; j++) {
      let sum = covariance[j * size + k] as number;
      for (let m = 0; m < k; m++) sum -= (root[m * size + j] as number) * (root[m * size + k] as number);
      root[k * size + j] = sum / spread;
    }
  }
  return root;
}

function wholeEights(rows: number): number {
  return 8 * Math.ceil(rows / 8);
}

/** A matrix with the numbers of eight rows side by side, column by column: what is missing in the last eight is 0. */
function inEights(matrix: Float64Array, wide: number): Float64Array {
  const eights = new Float64Array(wholeEights(matrix.length / wide) * wide);
  for (let i = 0; i * wide < matrix.length; i++)
    for (let j = 0; j < wide; j++)
      eights[(i - (i % 8)) * wide + 8 * j + (i % 8)] = matrix[i * wide + j] as number;
  return eights;
}

/** Adds the rows of a matrix {@link inEights}, each as often as is said; where it is a triangle, row `i` is 0 before column `i`. */
function addProduct(times: Float64Array, eights: Float64Array, sums: Float64Array, triangle: boolean): void {
  const wide = sums.length;
  for (let i = 0; i < times.length; i += 8) {
    const a = times[i] as number;
    const b = times[i + 1] as number;
    const c = times[i + 2] as number;
    const d = times[i + 3] as number;
    const e = times[i + 4] as number;
    const f = times[i + 5] as number;
    const g = times[i + 6] as number;
    const h = times[i + 7] as number;
    const first = triangle ? i : 0;
    for (let j = first, at = i * wide + 8 * first; j < wide; j++, at += 8)
      sums[j] =
        (sums[j] as number) +
        (a * (eights[at] as number) + b * (eights[at + 1] as number)) +
        (c * (eights[at + 2] as number) + d * (eights[at + 3] as number)) +
        (e * (eights[at + 4] as number) + f * (eights[at + 5] as number)) +
        (g * (eights[at + 6] as number) + h * (eights[at + 7] as number));
  }
}

function rowSum({ counts, second }: CrossTable, row: number): number {
  let sum = 0;
  for (let column = 0; column < second.length; column++)
    sum += counts[row * second.length + column] as number;
  return sum;
}
