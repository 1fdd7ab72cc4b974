import type { CategoricalColumn } from './column.ts';

/** How rows are cut: so many a chunk, or by the values of a column that both sides have. */
export type Chunking =
  | { readonly size: number }
  | { readonly by: { readonly reference: CategoricalColumn; readonly current: CategoricalColumn } };

/** Some rows: `[0:999]` for rows 0 to 999, both in it, or the value that they share. */
export interface Chunk {
  readonly name: string;
  readonly rows: Int32Array;
}

/** Chunks of one size in the order of rows; the last has what is left, as NannyML keeps it (`incomplete='keep'`). */
export function chunksOfSize(rows: number, size: number): Chunk[] {
  const starts = Array.from({ length: Math.ceil(rows / size) }, (_, chunk) => chunk * size);
  return starts.map((start) => {
    const end = Math.min(start + size, rows);
    const own = new Int32Array(end - start);
    for (let i = 0; i < own.length; i++) own[i] = start + i;
    return { name: `[${start}:${end - 1}]`, rows: own };
  });
}

/** A chunk for each value that occurs, in the order of their texts; last, as `null`, the rows that have none. */
export function chunksByValue({ codes, labels }: CategoricalColumn): Chunk[] {
  const counts = new Int32Array(labels.length + 1);
  const slot = (code: number) => (code < 0 ? labels.length : code);
  for (let row = 0; row < codes.length; row++) {
    const own = slot(codes[row] as number);
    counts[own] = (counts[own] as number) + 1;
  }
  const rows = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (let row = 0; row < codes.length; row++) {
    const own = slot(codes[row] as number);
    const place = counts[own] as number;
    (rows[own] as Int32Array)[place] = row;
    counts[own] = place + 1;
  }
  const named = labels.map((name, code) => ({ name, rows: rows[code] as Int32Array }));
  named.sort((a, b) => (a.name < b.name ? -1 : 1));
  const without = { name: 'null', rows: rows[labels.length] as Int32Array };
  return [...named, without].filter((chunk) => chunk.rows.length > 0);
}
