import { HIGH, normalQuantiles, STEPS, stateOf } from './draw-normals.ts';
import type { Draw } from './draws.ts';

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
  const state = Int32Array.from(stateOf(seed));
  const cellsOf = new Map<number, number[]>();
  const large: number[] = [];
  counts.forEach((count, cell) => {
    const cells = count < FEW ? (cellsOf.get(count) ?? []) : large;
    cells.push(cell);
    if (count < FEW) cellsOf.set(count, cells);
  });
  // One table serves all cells of its count one after the other, and stays in the processor's cache.
  const small = [...cellsOf].map(([count, cells]) => ({
    table: poissonQuantiles(count),
    cells: Int32Array.from(cells),
  }));
  const many = Int32Array.from(large);
  const means = Float64Array.from(large, (cell) => counts[cell] as number);
  const spreads = means.map(Math.sqrt);
  const normal = normalQuantiles();
  return (drawn) => {
    for (const { table, cells } of small) drawSmall(table, cells, state, drawn);
    drawLarge(means, spreads, normal, many, state, drawn);
  };
}

// Two cells for each random word. Its generator is Marsaglia's of 128 bits (2003, Xorshift RNGs, Journal of Statistical
// Software 8, 14), written out in both loops: as a call for each word it would take most of the time.

function drawSmall(table: Uint8Array, cells: Int32Array, state: Int32Array, drawn: Float64Array): void {
  let x = state[0] as number;
  let y = state[1] as number;
  let z = state[2] as number;
  let w = state[3] as number;
  for (let i = 0; i < cells.length; i += 2) {
    const t = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    drawn[cells[i] as number] = table[w & (STEPS - 1)] as number;
    if (i + 1 < cells.length) drawn[cells[i + 1] as number] = table[w >>> HIGH] as number;
  }
  state[0] = x;
  state[1] = y;
  state[2] = z;
  state[3] = w;
}

function drawLarge(
  means: Float64Array,
  spreads: Float64Array,
  normal: Float64Array,
  cells: Int32Array,
  state: Int32Array,
  drawn: Float64Array,
): void {
  let x = state[0] as number;
  let y = state[1] as number;
  let z = state[2] as number;
  let w = state[3] as number;
  for (let i = 0; i < cells.length; i += 2) {
    const t = x ^ (x << 11);
    const word = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    x = y;
    y = z;
    z = w;
    w = word;
    const deviate = normal[word & (STEPS - 1)] as number;
    drawn[cells[i] as number] =
      (means[i] as number) + (spreads[i] as number) * deviate + (deviate * deviate - 1) / 6;
    if (i + 1 === cells.length) break;
    const other = normal[word >>> HIGH] as number;
    drawn[cells[i + 1] as number] =
      (means[i + 1] as number) + (spreads[i + 1] as number) * other + (other * other - 1) / 6;
  }
  state[0] = x;
  state[1] = y;
  state[2] = z;
  state[3] = w;
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
