import type { Cells } from '../cells/index.ts';

/** Cells as the ledger keeps them. */
export type CompactCells = { edges: string } | { named: string[]; pooled: string[] };

export function encodeCells(cells: Cells): CompactCells {
  if (cells.kind === 'numeric') return { edges: encodeNumbers(cells.edges) };
  return { named: [...cells.named], pooled: [...cells.pooled] };
}

export function decodeCells(cells: CompactCells): Cells {
  return 'edges' in cells
    ? { kind: 'numeric', edges: decodeNumbers(cells.edges) }
    : { kind: 'categorical', ...cells };
}

/** Numbers in decimal, a space between: exact (the shortest decimal that reads back the same), and to be read in a review. */
export function encodeNumbers(values: Float64Array): string {
  return values.join(' ');
}

export function decodeNumbers(text: string): Float64Array {
  const words = text === '' ? [] : text.split(' ');
  const values = new Float64Array(words.length);
  for (let i = 0; i < words.length; i++) values[i] = Number(words[i]);
  return values;
}

/** 32-bit floats in base64, little-endian on every machine. */
export function encodeLevels(levels: Float32Array): string {
  const bytes = new DataView(new ArrayBuffer(levels.length * 4));
  for (let i = 0; i < levels.length; i++) bytes.setFloat32(i * 4, levels[i] as number, true);
  return Buffer.from(bytes.buffer).toString('base64');
}

export function decodeLevels(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const levels = new Float32Array(bytes.length >> 2);
  for (let i = 0; i < levels.length; i++) levels[i] = view.getFloat32(i * 4, true);
  return levels;
}
