import { seeded } from './random.ts';

/** Fills the array with the weights of one bootstrap replicate: how often each row (or cell) was drawn. */
export type Draw = (weights: Float64Array) => void;

/**
 * Rows drawn with replacement, as many as there are. With `weights`, a row drawn k times weighs k times its own weight.
 */
export function drawRows(rows: number, seed: number, weights?: Float64Array): Draw {
  const random = seeded(seed);
  return (drawn) => {
    drawn.fill(0);
    for (let i = 0; i < rows; i++) {
      const row = Math.floor(((random.next() >>> 0) / 2 ** 32) * rows);
      drawn[row] = (drawn[row] as number) + 1;
    }
    if (weights)
      for (let row = 0; row < rows; row++) drawn[row] = (drawn[row] as number) * (weights[row] as number);
  };
}

/**
 * Whole clusters drawn with replacement, as many as there are; all rows of a cluster come together. `group` holds each
 * row's cluster code, from 0. Davison & Hinkley (1997), Bootstrap Methods and their Application, section 3.8.
 */
export function drawClusters(group: Int32Array, seed: number, weights?: Float64Array): Draw {
  // Codes that no row has are no clusters: drawing them would thin the replicates.
  const present = [...new Set(group)].sort((a, b) => a - b);
  const place = new Map(present.map((code, index) => [code, index]));
  const clusters = Int32Array.from(group, (code) => place.get(code) ?? 0);
  const drawCluster = drawRows(present.length, seed);
  const times = new Float64Array(present.length);
  return (drawn) => {
    drawCluster(times);
    for (let row = 0; row < clusters.length; row++) {
      drawn[row] = (times[clusters[row] as number] as number) * (weights ? (weights[row] as number) : 1);
    }
  };
}
