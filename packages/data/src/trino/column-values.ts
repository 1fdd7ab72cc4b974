import type { ColumnarResult, ColumnValues, NumberChunk } from '../engine/index.ts';
import type { Answer } from './statement.ts';

type Rows = Answer['rows'];

/** Rows of doubles, as DuckDB shows its own; NaN and infinities come as texts. */
export function numberChunk(rows: Rows): NumberChunk {
  return {
    rows: rows.length,
    column(index) {
      const values = new Float64Array(rows.length);
      let valid: Uint32Array | null = null;
      for (const [i, row] of rows.entries()) {
        const value = row[index];
        if (value === null) {
          valid ??= new Uint32Array((rows.length >> 5) + 1).fill(-1);
          valid[i >> 5] = (valid[i >> 5] as number) & ~(1 << (i & 31));
        } else values[i] = Number(value);
      }
      return { values, valid };
    },
  };
}

const NUMBERS = /^(integer|real|double|decimal)/;

/** An answer column by column, each of the kind that DuckDB's type of it has. */
export function columnarResult({ columns, rows }: Answer): ColumnarResult {
  const read = columns.map(({ name, type }, index): [string, ColumnValues] => [
    name,
    columnOf(
      type,
      rows.map((row) => row[index] ?? null),
    ),
  ]);
  return { rows: rows.length, columns: Object.fromEntries(read) };
}

function columnOf(type: string, all: readonly unknown[]): ColumnValues {
  const nulls = all.includes(null) ? Uint8Array.from(all, (value) => Number(value === null)) : null;
  if (NUMBERS.test(type)) {
    const values = Float64Array.from(all, (value) => (value === null ? Number.NaN : Number(value)));
    return { kind: 'number', values, nulls };
  }
  if (type === 'tinyint' || type === 'smallint')
    return { kind: 'small', values: Int16Array.from(all, Number), nulls };
  if (type === 'bigint') {
    const values = BigInt64Array.from(all, (value) => BigInt((value ?? 0) as number | bigint));
    return { kind: 'bigint', values, nulls };
  }
  if (type === 'boolean') return { kind: 'boolean', values: Uint8Array.from(all, Number), nulls };
  return { kind: 'text', values: all.map((value) => (value === null ? null : String(value))) };
}
