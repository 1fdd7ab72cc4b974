import type { DuckDBDataChunk, DuckDBMaterializedResult, DuckDBValue } from '@duckdb/node-api';
import type { ColumnarResult, ColumnValues, Value } from './engine.ts';
import { insideOf } from './vector-inside.ts';

const NUMBERS =
  /^(TINYINT|SMALLINT|INTEGER|UTINYINT|USMALLINT|UINTEGER|FLOAT|DOUBLE|HUGEINT|UHUGEINT|UBIGINT|DECIMAL.*)$/;

/** DuckDB's value as one of ours: decimals as numbers, dates and everything else as DuckDB writes them. */
export function plainValue(value: DuckDBValue): Value {
  if (value === null || typeof value !== 'object') return value;
  return 'toDouble' in value ? value.toDouble() : String(value);
}

/** Copies a result out of the engine, column by column. */
export async function columnarResult(result: DuckDBMaterializedResult): Promise<ColumnarResult> {
  const rows = result.rowCount;
  const chunks = await result.fetchAllChunks();
  const columns = result.columnNames().map((name, index): [string, ColumnValues] => {
    const type = String(result.columnType(index));
    return [name, readColumn(chunks, index, type, rows)];
  });
  return { rows, columns: Object.fromEntries(columns) };
}

function readColumn(
  chunks: readonly DuckDBDataChunk[],
  index: number,
  type: string,
  rows: number,
): ColumnValues {
  const each = (visit: (value: DuckDBValue, row: number) => void) => {
    let start = 0;
    for (const chunk of chunks) {
      const vector = chunk.getColumnVector(index);
      const { rowCount } = chunk;
      for (let i = 0; i < rowCount; i++) visit(vector.getItem(i), start + i);
      start += rowCount;
    }
  };
  let nulls: Uint8Array | null = null;
  const missing = (row: number) => {
    nulls ??= new Uint8Array(rows);
    nulls[row] = 1;
  };

  if (NUMBERS.test(type)) {
    const values = new Float64Array(rows);
    if (copiedWhole(chunks, index, values)) return { kind: 'number', values, nulls };
    each((value, row) => {
      values[row] = value === null ? Number.NaN : Number(plainValue(value));
      if (value === null) missing(row);
    });
    return { kind: 'number', values, nulls };
  }
  if (type === 'BIGINT') {
    const values = new BigInt64Array(rows);
    each((value, row) => {
      if (value === null) missing(row);
      else values[row] = value as bigint;
    });
    return { kind: 'bigint', values, nulls };
  }
  if (type === 'BOOLEAN') {
    const values = new Uint8Array(rows);
    each((value, row) => {
      if (value === null) missing(row);
      else values[row] = value ? 1 : 0;
    });
    return { kind: 'boolean', values, nulls };
  }
  const values: (string | null)[] = new Array(rows).fill(null);
  each((value, row) => {
    if (value !== null) values[row] = String(value);
  });
  return { kind: 'text', values };
}

const PLAIN = [
  Float64Array,
  Float32Array,
  Int32Array,
  Int16Array,
  Int8Array,
  Uint32Array,
  Uint16Array,
  Uint8Array,
];

/** Copies vectors as they are, where they are arrays of numbers without nulls: value by value takes ten times as long. */
function copiedWhole(chunks: readonly DuckDBDataChunk[], index: number, to: Float64Array): boolean {
  let start = 0;
  for (const chunk of chunks) {
    const { items, validity } = insideOf<ArrayLike<number> | undefined>(chunk.getColumnVector(index));
    const plain = items !== undefined && PLAIN.some((kind) => items instanceof kind);
    if (!plain || validity.data !== null) return false;
    to.set(items, start);
    start += items.length;
  }
  return true;
}
