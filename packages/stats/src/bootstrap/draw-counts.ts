import { standardNormalQuantile } from '../intervals/normal.ts';
import type { Draw } from './draws.ts';
import { seeded } from './random.ts';

/** Quantiles are looked up at the middles of so many equal steps of probability: half a random word. */
const STEPS = 2 ** 16;

/** Counts below this have tables of their own. */
const FEW = 64;

/**
 * Counts of cells, each from the Poisson distribution whose mean is its own count: what a bootstrap with Poisson(1) weights of
 * rows gives each cell, in the time of a look into a table. Cells of 64 rows and more get the quantile of Cornish and Fisher to the
 * skewness, which is not whole; all others a whole one.
 *
 * Hanley & MacGibbon (2006), Computer Methods and Programs in Biomedicine 83, 57-62 (Poisson weights); Cornish & Fisher
 * (1938), Revue de l'Institut International de Statistique 5, 307-320.
 *
 * @param counts whole numbers
 */
export function drawCounts(counts: Float64Array, seed: number): Draw {
  const random = seeded(seed);
  const spreads = counts.map(Math.sqrt);
  const normal = normalQuantiles();
  const few = Array.from(counts, (count) => (count < FEW ? poissonQuantiles(count) : undefined));
  let word = 0;
  return (drawn) => {
    for (let cell = 0; cell < drawn.length; cell++) {
      word = cell % 2 === 0 ? random.next() : word >>> 16;
      const step = word & (STEPS - 1);
      const table = few[cell];
      if (table) drawn[cell] = table[step] as number;
      else {
        const z = normal[step] as number;
        drawn[cell] = (counts[cell] as number) + (spreads[cell] as number) * z + (z * z - 1) / 6;
      }
    }
  };
}

let normals: Float64Array | undefined;

/** Of variance 1, which the middles of steps fall short of. */
function normalQuantiles(): Float64Array {
  if (normals) return normals;
  const quantiles = new Float64Array(STEPS);
  for (let step = 0; step < STEPS; step++) quantiles[step] = standardNormalQuantile((step + 0.5) / STEPS);
  const variance = quantiles.reduce((sum, z) => sum + z * z, 0) / STEPS;
  normals = quantiles.map((z) => z / Math.sqrt(variance));
  return normals;
}

const tables = new Map<number, Uint8Array>();

function poissonQuantiles(mean: number): Uint8Array {
  const known = tables.get(mean);
  if (known) return known;
  const quantiles = new Uint8Array(STEPS);
  let probability = Math.exp(-mean);
  let below = probability;
  for (let step = 0, count = 0; step < STEPS; step++) {
    while (below < (step + 0.5) / STEPS && count < 255) {
      count++;
      probability *= mean / count;
      below += probability;
    }
    quantiles[step] = count;
  }
  tables.set(mean, quantiles);
  return quantiles;
}
