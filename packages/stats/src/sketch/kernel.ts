import { compileWebAssembly } from '../web-assembly.ts';
import { KERNEL_CODE } from './kernel-code.ts';

/** Numbers that the kernel holds at once. */
export const BLOCK = 4_096;
/** Edges of cells, at most. */
export const MOST_EDGES = 512;

/** The inner loops, as ../../kernel/kernel.ts has them, with views of their memory. */
export interface Kernel {
  readonly numbers: Float64Array;
  /** Ascending; behind the last, infinity. */
  readonly edges: Float64Array;
  /** Counts between an edge and the one before, and at it, in turn. */
  readonly sides: Float64Array;
  readonly figures: Float64Array;
  readonly places: Int32Array;
  readonly valid: Uint32Array;
  keep(start: number, end: number, bit: number): number;
  describe(n: number): void;
  arrange(size: number): void;
  ends(start: number, end: number): void;
  count(start: number, end: number): number;
  choose(start: number, n: number, bound: number): number;
}

type Exports = Pick<Kernel, 'keep' | 'describe' | 'arrange' | 'ends' | 'count' | 'choose'> & {
  readonly memory: { readonly buffer: ArrayBuffer };
} & Readonly<
    Record<'numbers' | 'edges' | 'sides' | 'figures' | 'places' | 'valid', { readonly value: number }>
  >;

let instance: (() => unknown) | undefined;
let made: Kernel | undefined;

/** One for all: whoever calls it puts everything that it needs into its arrays first. */
export function kernel(): Kernel {
  made ??= newKernel();
  return made;
}

/** One with a memory of its own, for what is kept from one call to the next. */
export function newKernel(): Kernel {
  instance ??= compileWebAssembly(KERNEL_CODE);
  const exports = instance() as Exports;
  const { keep, describe, arrange, ends, count, choose, memory } = exports;
  const doubles = (at: { readonly value: number }, n: number) => new Float64Array(memory.buffer, at.value, n);
  doubles(exports.edges, 2 * MOST_EDGES).fill(Number.POSITIVE_INFINITY);
  return {
    ...{ keep, describe, arrange, ends, count, choose },
    numbers: doubles(exports.numbers, BLOCK),
    edges: doubles(exports.edges, MOST_EDGES),
    sides: doubles(exports.sides, 2 * MOST_EDGES),
    figures: doubles(exports.figures, 5),
    places: new Int32Array(memory.buffer, exports.places.value, BLOCK),
    valid: new Uint32Array(memory.buffer, exports.valid.value, BLOCK / 32 + 1),
  };
}
