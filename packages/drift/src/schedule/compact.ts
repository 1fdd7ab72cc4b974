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
  return text === '' ? new Float64Array() : Float64Array.from(text.split(' '), Number);
}

/** 32-bit floats in base64, little-endian on every machine. */
export function encodeLevels(levels: Float32Array): string {
  const bytes = Buffer.alloc(levels.length * 4);
  for (const [index, level] of levels.entries()) bytes.writeFloatLE(level, index * 4);
  return bytes.toString('base64');
}

export function decodeLevels(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from({ length: bytes.length >> 2 }, (_, index) => bytes.readFloatLE(index * 4));
}
