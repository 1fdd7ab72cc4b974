import { makeRoom } from '../web-assembly.ts';
import { AT_ONCE, type Draw, drawnAhead } from './draws.ts';
import { STEPS, stateOf, sumsKernel } from './sums-kernel.ts';

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
  const cells = cellsOf(counts);
  return drawnAhead(counts.length, stateOf(seed), (ahead, state) => drawMore(ahead, cells, state));
}

/** Cells as the kernel reads them. */
interface Cells {
  readonly places: Int32Array;
  readonly moments: Float64Array;
}

function cellsOf(counts: Float64Array): Cells {
  const few = new Map<number, number[]>();
  const many: number[] = [];
  counts.forEach((count, cell) => {
    const alike = count < FEW ? (few.get(count) ?? []) : many;
    alike.push(cell);
    if (count < FEW) few.set(count, alike);
  });
  // One table serves all cells of its count one after the other, and stays in the processor's cache.
  const runs = [...few].flatMap(([count, cells]) => [tableOf(count), cells.length, ...cells]);
  const moments = many.flatMap((cell) => [counts[cell] as number, Math.sqrt(counts[cell] as number)]);
  return { places: Int32Array.of(...runs, 0, many.length, ...many), moments: Float64Array.from(moments) };
}

const filled = new Set<number>();

/** Where the quantiles of a Poisson distribution are. */
function tableOf(mean: number): number {
  const { memory, counts } = sumsKernel();
  const at = counts.value + STEPS * mean;
  if (!filled.has(mean)) new Uint8Array(memory.buffer, at, STEPS).set(poissonQuantiles(mean));
  filled.add(mean);
  return at;
}

/** @returns the generator's state after them */
function drawMore(
  ahead: Float64Array,
  { places, moments }: Cells,
  state: ReturnType<typeof stateOf>,
): ReturnType<typeof stateOf> {
  const kernel = sumsKernel();
  const { memory, free } = kernel;
  const numbers = free.value + ahead.byteLength;
  const cells = numbers + moments.byteLength;
  makeRoom(memory, cells + places.byteLength);
  new Float64Array(memory.buffer, numbers, moments.length).set(moments);
  new Int32Array(memory.buffer, cells, places.length).set(places);
  kernel.begin(...state);
  kernel.drawCounts(AT_ONCE, ahead.length / AT_ONCE, cells, numbers, free.value);
  ahead.set(new Float64Array(memory.buffer, free.value, ahead.length));
  return [kernel.x.value, kernel.y.value, kernel.z.value, kernel.w.value];
}

function poissonQuantiles(mean: number): Uint8Array {
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
  return quantiles;
}
