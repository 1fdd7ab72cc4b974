import { compileWebAssembly } from '../web-assembly.ts';
import { SURPRISES_CODE } from './surprises-code.ts';

/** What ../../kernel/surprises.ts exports. */
interface Exports {
  readonly surprises: (n: number) => void;
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly numbers: { readonly value: number };
}

/** Numbers that the kernel holds at once. */
const BLOCK = 2048;

let made: { readonly surprises: (n: number) => void; readonly numbers: Float64Array } | undefined;

/** Puts the surprise in place of each probability: minus its logarithm, in nats, clipped at the epsilon of float64. */
export function surprisesOf(probabilities: Float64Array): void {
  made ??= kernel();
  const { surprises, numbers } = made;
  for (let from = 0; from < probabilities.length; from += BLOCK) {
    const some = probabilities.subarray(from, from + BLOCK);
    numbers.set(some);
    surprises(some.length);
    some.set(some.length === BLOCK ? numbers : numbers.subarray(0, some.length));
  }
}

function kernel() {
  const { surprises, memory, numbers } = compileWebAssembly(SURPRISES_CODE)() as Exports;
  return { surprises, numbers: new Float64Array(memory.buffer, numbers.value, BLOCK) };
}
