import type { ProfileColumn } from '@assay/contract';
import {
  type DistinctSketch,
  distinctNumbers,
  distinctOf,
  MOST_HASHES,
  mergeDistinct,
  REGISTERS,
} from '@assay/stats';
import { readNumbers, writeNumbers } from './numbers-text.ts';

type Written = NonNullable<ProfileColumn['sketch']>;
type Different = Pick<ProfileColumn, 'distinct' | 'sketch'>;

/** What a sketch tells, and its text. */
export function differentFigures(sketch: DistinctSketch): Different {
  return { distinct: distinctOf(sketch), sketch: writeSketch(sketch) };
}

/** The same of numbers that are all known: themselves, where they are whole in some unit, and else their hashes. */
export function differentNumbers(numbers: readonly number[]): Different {
  const sketch = distinctNumbers(numbers);
  const text = numbers.length === 0 ? null : writeNumbers(numbers);
  if (text === null) return differentFigures(sketch);
  return { distinct: distinctOf(sketch), sketch: { kind: 'numbers', text } };
}

/** Of parts together, the same as of the whole. */
export function mergeSketches(parts: readonly Written[]): Different {
  if (parts.every(({ kind }) => kind === 'numbers')) {
    const numbers = new Set(parts.flatMap(({ text }) => readNumbers(text)));
    if (numbers.size <= MOST_HASHES) return differentNumbers([...numbers]);
  }
  return differentFigures(mergeDistinct(parts.map(readSketch)));
}

/** Six bytes for each hash, or a byte for each register. */
function writeSketch(sketch: DistinctSketch): Written {
  const { kind } = sketch;
  if (kind === 'registers') return { kind, text: Buffer.from(sketch.registers).toString('base64') };
  const bytes = Buffer.alloc(6 * sketch.hashes.length);
  for (const [i, hash] of sketch.hashes.entries()) bytes.writeUIntBE(hash, 6 * i, 6);
  return { kind, text: bytes.toString('base64') };
}

/** @throws Error where the text is not one that was written here */
export function readSketch({ kind, text }: Written): DistinctSketch {
  if (kind === 'numbers') return distinctNumbers(readNumbers(text));
  const bytes = Buffer.from(text, 'base64');
  if (kind === 'registers') {
    if (bytes.length !== REGISTERS || bytes.some((rank) => rank > 33))
      throw new Error('registers are broken');
    return { kind, registers: Uint8Array.from(bytes) };
  }
  if (bytes.length % 6 !== 0) throw new Error('hashes are broken');
  return { kind, hashes: Array.from({ length: bytes.length / 6 }, (_, i) => bytes.readUIntBE(6 * i, 6)) };
}
