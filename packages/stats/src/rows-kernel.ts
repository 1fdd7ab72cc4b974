import { ROWS_CODE } from './rows-code.ts';
import { compileWebAssembly, type Memory, makeRoom } from './web-assembly.ts';

/** Functions that ../kernel/rows exports: what they read and write is told there. */
type Loops = Readonly<
  Record<
    | 'addDifferences'
    | 'addGaps'
    | 'addGapsOfOne'
    | 'addNumbers'
    | 'addProducts'
    | 'arrangeDigits'
    | 'begin'
    | 'countDigits'
    | 'countHits'
    | 'countPairs'
    | 'countTogether'
    | 'decide'
    | 'derive'
    | 'findNear'
    | 'findTies'
    | 'forgetDigits'
    | 'lead'
    | 'pairUp'
    | 'probabilities'
    | 'rank'
    | 'readPairs'
    | 'sortByDigit'
    | 'squares'
    | 'surprises',
    (...of: number[]) => number
  >
>;

type Found =
  | 'largest'
  | 'near'
  | 'ofNegatives'
  | 'ofPositives'
  | 'ofPrecision'
  | 'pairs'
  | 'place'
  | 'precision';

type Places =
  | 'cells'
  | 'decided'
  | 'free'
  | 'hits'
  | 'numbers'
  | 'otherCells'
  | 'otherHits'
  | 'others'
  | 'otherScores'
  | 'scores'
  | 'sums';

type Kernel = Loops &
  Readonly<Record<Found | Places, { readonly value: number }>> & {
    readonly memory: Memory;
  };

/** So many rows of a ranking are walked over in one call: V8 compiles a function well between two. */
export const ROWS_AT_ONCE = 8192;
/** Rows that a block holds. */
export const BLOCK = 4096;

let made: Kernel | undefined;
let views: Blocks | undefined;

/** Loops over rows in WebAssembly, in a third of the time that they take here or less. */
export function rowsKernel(): Kernel {
  made ??= compileWebAssembly(ROWS_CODE)() as Kernel;
  return made;
}

/** The arrays of a block, in the kernel's memory: to be asked for anew after {@link roomFor}. */
export type Blocks = ReturnType<typeof viewsOf>;

export function blocks(): Blocks {
  const kernel = rowsKernel();
  if (views?.buffer !== kernel.memory.buffer) views = viewsOf(kernel);
  return views;
}

function viewsOf(kernel: Kernel) {
  const { buffer } = kernel.memory;
  const floats = (place: Places, length = BLOCK) => new Float64Array(buffer, kernel[place].value, length);
  const bytes = (place: Places) => new Uint8Array(buffer, kernel[place].value, BLOCK);
  const words = (place: Places) => new Uint16Array(buffer, kernel[place].value, BLOCK);
  return {
    buffer,
    scores: floats('scores'),
    hits: bytes('hits'),
    otherScores: floats('otherScores'),
    otherHits: bytes('otherHits'),
    decided: bytes('decided'),
    numbers: floats('numbers'),
    others: floats('others'),
    cells: words('cells'),
    otherCells: words('otherCells'),
    sums: floats('sums', 8),
  };
}

/** Where so many bytes lie that no other function of the kernel's needs while they are. */
export function roomFor(bytes: number): number {
  const { memory, free } = rowsKernel();
  makeRoom(memory, free.value + bytes);
  return free.value;
}

/** Calls a function with each block of rows: where it begins and where it ends. @param size of a block, in rows */
export function eachBlock(
  rows: number,
  work: (from: number, until: number) => void,
  size: number = BLOCK,
): void {
  for (let from = 0; from < rows; from += size) work(from, Math.min(rows, from + size));
}

/** Whether something holds of every block of rows: V8 compiles a function well between two calls. */
export function eachBlockHolds(rows: number, holds: (from: number, until: number) => boolean): boolean {
  for (let from = 0; from < rows; from += BLOCK) if (!holds(from, Math.min(rows, from + BLOCK))) return false;
  return true;
}

/** How many bytes are 1, the others being 0. */
export function countOfOnes(bytes: Uint8Array): number {
  const { hits } = blocks();
  let count = 0;
  eachBlock(bytes.length, (from, until) => {
    setBytes(hits, bytes, from, until);
    count += rowsKernel().countHits(until - from);
  });
  return count;
}

/** Copies the rows from one to another to the start of a block, and zeros behind them: some loops read sixteen at once. */
export function setBytes(
  block: Uint8Array,
  bytes: Uint8Array | Int32Array,
  from: number,
  until: number,
): void {
  block.set(bytes.subarray(from, until));
  if (until - from < BLOCK) block.fill(0, until - from);
}
