import { compileWebAssembly, type Memory, makeRoom } from '../web-assembly.ts';
import { CELLS_CODE } from './cells-code.ts';
import { AT_ONCE, type Draw, drawnAhead } from './draws.ts';
import { seeded } from './random.ts';

/** What ../../kernel/cells.ts exports: it draws in half the time that it takes here, and so from its first draw on. */
interface Kernel {
  readonly draw: (draws: number, cells: number, total: number, conditional: number, drawn: number) => void;
  readonly memory: Memory;
  /** Where memory is free. */
  readonly free: { readonly value: number };
  readonly first: { value: bigint };
  readonly second: { value: bigint };
}

let made: Kernel | undefined;

/**
 * Counts of cells drawn from the multinomial distribution with `total` trials and these proportions: what rows drawn with
 * replacement give, in the time of the cells alone, as conditional binomials one after the other.
 */
export function drawCells(proportions: Float64Array, total: number, seed: number): Draw {
  const conditional = conditionalShares(proportions);
  return drawnAhead(proportions.length, stateOf(seed), (ahead, state) =>
    drawMore(ahead, conditional, total, state),
  );
}

/** Of {@link seeded}, as two numbers of 64 bits. */
function stateOf(seed: number): readonly [bigint, bigint] {
  const [high = 0, low = 0, otherHigh = 0, otherLow = 0] = seeded(seed)
    .getState()
    .map((word) => word >>> 0);
  return [(BigInt(high) << 32n) | BigInt(low), (BigInt(otherHigh) << 32n) | BigInt(otherLow)];
}

/** Summed from the end, so that the last cell's conditional probability is exactly 1. */
function conditionalShares(proportions: Float64Array): Float64Array {
  const conditional = new Float64Array(proportions.length);
  let remaining = 0;
  for (let cell = proportions.length - 1; cell >= 0; cell--) {
    const share = proportions[cell] as number;
    remaining += share;
    conditional[cell] = remaining > 0 ? share / remaining : 0;
  }
  return conditional;
}

/** @returns the generator's state after them */
function drawMore(
  ahead: Float64Array,
  conditional: Float64Array,
  total: number,
  [first, second]: readonly [bigint, bigint],
): readonly [bigint, bigint] {
  made ??= compileWebAssembly(CELLS_CODE)() as Kernel;
  const { memory, free } = made;
  const drawn = free.value + conditional.byteLength;
  makeRoom(memory, drawn + ahead.byteLength);
  new Float64Array(memory.buffer, free.value, conditional.length).set(conditional);
  made.first.value = first;
  made.second.value = second;
  made.draw(AT_ONCE, conditional.length, total, free.value, drawn);
  ahead.set(new Float64Array(memory.buffer, drawn, ahead.length));
  return [made.first.value, made.second.value];
}
