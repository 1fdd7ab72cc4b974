import type { ProfileColumn } from '@assay/contract';
import { type DistinctSketch, REGISTERS } from '@assay/stats';

type Written = NonNullable<ProfileColumn['sketch']>;

/** Six bytes for each hash, or a byte for each register. */
export function writeSketch(sketch: DistinctSketch): Written {
  const { kind } = sketch;
  if (kind === 'registers') return { kind, text: Buffer.from(sketch.registers).toString('base64') };
  const bytes = Buffer.alloc(6 * sketch.hashes.length);
  for (const [i, hash] of sketch.hashes.entries()) bytes.writeUIntBE(hash, 6 * i, 6);
  return { kind, text: bytes.toString('base64') };
}

/** @throws Error where the text is not one that {@link writeSketch} wrote */
export function readSketch({ kind, text }: Written): DistinctSketch {
  const bytes = Buffer.from(text, 'base64');
  if (kind === 'registers') {
    if (bytes.length !== REGISTERS || bytes.some((rank) => rank > 33))
      throw new Error('registers are broken');
    return { kind, registers: Uint8Array.from(bytes) };
  }
  if (bytes.length % 6 !== 0) throw new Error('hashes are broken');
  return { kind, hashes: Array.from({ length: bytes.length / 6 }, (_, i) => bytes.readUIntBE(6 * i, 6)) };
}
