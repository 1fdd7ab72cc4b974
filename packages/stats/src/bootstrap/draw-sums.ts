import { drawNormals } from './draw-normals.ts';
import type { Draw } from './draws.ts';

/** Sums over the rows of a sample, and how they vary where as many rows are drawn anew. */
export interface Sums {
  readonly means: Float64Array;
  /** Row by row, of which what lies above the diagonal is not read. */
  readonly covariance: Float64Array;
}

/** Draws of sums, which of many rows are normal: the means, and deviates with the covariances. */
export function drawSums({ means, covariance }: Sums, seed: number): Draw {
  const size = means.length;
  const root = rootOf(covariance, size);
  const drawDeviates = drawNormals(seed);
  const deviates = new Float64Array(size);
  return (drawn) => {
    drawDeviates(deviates);
    drawn.set(means);
    for (let k = 0; k < size; k++) {
      const deviate = deviates[k] as number;
      for (let j = k; j < size; j++)
        drawn[j] = (drawn[j] as number) + deviate * (root[k * size + j] as number);
    }
  };
}

/** Cholesky's root of a covariance matrix, column by column. It may be singular: what follows from the sums before adds nothing. */
function rootOf(covariance: Float64Array, size: number): Float64Array {
  const root = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    let pivot = covariance[k * size + k] as number;
    const least = 1e-10 * pivot;
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
