import { standardNormalQuantile } from '../intervals/normal.ts';
import { compileWebAssembly, type Memory, makeRoom } from '../web-assembly.ts';
import { seeded } from './random.ts';
import { SUMS_CODE } from './sums-code.ts';

/** What ../../kernel/sums.ts exports: rows of a matrix are added in a fifth of the time that it takes here, two numbers at once. */
interface Kernel {
  readonly begin: (first: number, second: number, third: number, fourth: number) => void;
  readonly draw: (width: number, means: number, deviates: number, rows: number, sums: number) => void;
  readonly drawCounts: (draws: number, size: number, cells: number, moments: number, drawn: number) => void;
  readonly memory: Memory;
  /** Where quantiles of the normal distribution are, and those of Poisson distributions; and where memory is free. */
  readonly normals: { readonly value: number };
  readonly counts: { readonly value: number };
  readonly free: { readonly value: number };
  /** What the random generator knows. */
  readonly x: { readonly value: number };
  readonly y: { readonly value: number };
  readonly z: { readonly value: number };
  readonly w: { readonly value: number };
}

/** Quantiles are looked up at the middles of so many equal steps of probability: few enough that tables stay in the fastest cache. */
export const STEPS = 2 ** 12;

let made: Kernel | undefined;

export function sumsKernel(): Kernel {
  if (made) return made;
  made = compileWebAssembly(SUMS_CODE)() as Kernel;
  makeRoom(made.memory, made.free.value);
  new Float64Array(made.memory.buffer, made.normals.value, STEPS).set(normalQuantiles());
  return made;
}

/** Four random words to begin with. */
export function stateOf(seed: number): [number, number, number, number] {
  const random = seeded(seed);
  return [random.next(), random.next(), random.next(), random.next()];
}

/** Of equal steps of probability, of variance 1, which the middles of steps fall short of. */
function normalQuantiles(): Float64Array {
  const quantiles = new Float64Array(STEPS);
  for (let step = 0; step < STEPS; step++) quantiles[step] = standardNormalQuantile((step + 0.5) / STEPS);
  const variance = quantiles.reduce((sum, z) => sum + z * z, 0) / STEPS;
  return quantiles.map((z) => z / Math.sqrt(variance));
}
