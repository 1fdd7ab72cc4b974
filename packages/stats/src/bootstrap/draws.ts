import { seeded } from './random.ts';

/** Fills the array with the weights of one bootstrap replicate: how often each row (or cell) was drawn. */
export type Draw = (weights: Float64Array) => void;

/** So many replicates a kernel draws at once. */
export const AT_ONCE = 50;

/**
 * Replicates that a kernel draws, some at once, so that its memory may serve others in between.
 *
 * @param size numbers of each
 * @param state of the random generator at first
 * @param drawMore fills the array with {@link AT_ONCE} of them, and tells the state behind them
 */
export function drawnAhead<S>(size: number, state: S, drawMore: (ahead: Float64Array, state: S) => S): Draw {
  const ahead = new Float64Array(AT_ONCE * size);
  let [last, next] = [state, ahead.length];
  return (drawn) => {
    if (next === ahead.length) {
      last = drawMore(ahead, last);
      next = 0;
    }
    drawn.set(ahead.subarray(next, next + size));
    next += size;
  };
}

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
