import { compileWebAssembly } from '@assay/stats';
import { HASHES_CODE } from './hashes-code.ts';

/** Texts of up to 55 bytes are one block of MD5. */
const BLOCK = 64;
const LONGEST = 55;

/** A sign and the digits of the largest whole number that is exact. */
const LONGEST_NUMBER = 17;

/** Rows that the kernel hashes at once, and texts that it knows. */
const ROWS = 1024;
const MOST_STARTS = 1024;

/** Of each step of MD5 the number that is added, as RFC 1321 has it. */
const ADDED = Int32Array.from({ length: 64 }, (_, i) => Math.floor(2 ** 32 * Math.abs(Math.sin(i + 1))));

/** What ../../kernel/hashes.ts exports: a function, and where arrays lie in its memory. */
type Exports = {
  readonly addRows: (rows: number) => void;
  readonly memory: { readonly buffer: ArrayBuffer };
} & Readonly<
  Record<'starts' | 'lengths' | 'codes' | 'numbers' | 'added' | 'sums', { readonly value: number }>
>;

/**
 * The sum of the last 64 bits of the MD5 of each row's text, as little-endian numbers: what the engine's
 * `sum(md5_number_lower(text))` is, in a twentieth of its time. A row's text is one of a few, and after it a whole number.
 *
 * @param starts the few texts
 * @param codes which of them a row's begins with
 * @param numbers of each row; default, its place from 1
 * @returns `undefined` where a text is not plain ASCII, or may be too long for one block, or texts are not few
 */
export function sumOfHashes(
  starts: readonly string[],
  codes: Uint8Array | Int32Array,
  numbers: Float64Array | undefined,
): bigint | undefined {
  const hashable = (text: string) => /^[ -~]*$/.test(text) && text.length + LONGEST_NUMBER <= LONGEST;
  if (starts.length > MOST_STARTS || !starts.every(hashable)) return undefined;
  const kernel = kernelOf(starts);
  for (let from = 0; from < codes.length; from += ROWS) {
    const some = codes.subarray(from, from + ROWS);
    kernel.codes.set(some);
    if (numbers !== undefined) kernel.numbers.set(numbers.subarray(from, from + ROWS));
    else for (let i = 0; i < ROWS; i++) kernel.numbers[i] = from + i + 1;
    kernel.addRows(some.length);
  }
  const [low = 0n, high = 0n] = kernel.sums;
  return low + (high << 32n);
}

function kernelOf(texts: readonly string[]) {
  const { addRows, memory, ...places } = compileWebAssembly(HASHES_CODE)() as Exports;
  const { starts, lengths, codes, numbers, added, sums } = places;
  new Int32Array(memory.buffer, added.value, ADDED.length).set(ADDED);
  new Int32Array(memory.buffer, lengths.value, texts.length).set(texts.map((text) => text.length));
  texts.forEach((text, i) => {
    Buffer.from(memory.buffer, starts.value + BLOCK * i, BLOCK).write(text, 'latin1');
  });
  return {
    addRows,
    codes: new Int32Array(memory.buffer, codes.value, ROWS),
    numbers: new Float64Array(memory.buffer, numbers.value, ROWS),
    /** Of the lower halves of 32 bits, and of the upper. */
    sums: new BigUint64Array(memory.buffer, sums.value, 2),
  };
}
