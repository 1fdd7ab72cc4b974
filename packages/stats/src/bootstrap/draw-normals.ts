import { standardNormalQuantile } from '../intervals/normal.ts';
import { seeded } from './random.ts';

/** Quantiles are looked up at the middles of so many equal steps of probability: few enough that tables stay in the fastest cache. */
export const STEPS = 2 ** 12;

/** A random word tells a step by its lowest bits, and by those above this one another. */
export const HIGH = 20;

/** Four random words to begin with. */
export function stateOf(seed: number): [number, number, number, number] {
  const random = seeded(seed);
  return [random.next(), random.next(), random.next(), random.next()];
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
