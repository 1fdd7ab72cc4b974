import { standardNormalQuantile } from '../intervals/normal.ts';
import type { Draw } from './draws.ts';
import { seeded } from './random.ts';

/** Quantiles are looked up at the middles of so many equal steps of probability: few enough that tables stay in the fastest cache. */
export const STEPS = 2 ** 12;

/** A random word tells a step by its lowest bits, and by those above this one another. */
export const HIGH = 20;

/** Standard normal deviates, two for each random word: the generator of draw-counts.ts, written out as there. */
export function drawNormals(seed: number): Draw {
  const state = stateOf(seed);
  const normal = normalQuantiles();
  return (drawn) => {
    let x = state[0] as number;
    let y = state[1] as number;
    let z = state[2] as number;
    let w = state[3] as number;
    for (let i = 0; i < drawn.length; i++) {
      let step = w >>> HIGH;
      if (i % 2 === 0) {
        const t = x ^ (x << 11);
        x = y;
        y = z;
        z = w;
        w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
        step = w & (STEPS - 1);
      }
      drawn[i] = normal[step] as number;
    }
    state[0] = x;
    state[1] = y;
    state[2] = z;
    state[3] = w;
  };
}

/** Four random words to begin with. */
export function stateOf(seed: number): Int32Array {
  const random = seeded(seed);
  return Int32Array.from({ length: 4 }, () => random.next());
}

let normals: Float64Array | undefined;

/** Of equal steps of probability, of variance 1, which the middles of steps fall short of. */
export function normalQuantiles(): Float64Array {
  if (normals) return normals;
  const quantiles = new Float64Array(STEPS);
  for (let step = 0; step < STEPS; step++) quantiles[step] = standardNormalQuantile((step + 0.5) / STEPS);
  const variance = quantiles.reduce((sum, z) => sum + z * z, 0) / STEPS;
  normals = quantiles.map((z) => z / Math.sqrt(variance));
  return normals;
}
