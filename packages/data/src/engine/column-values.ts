import type { DuckDBDataChunk, DuckDBValue, DuckDBVector } from '@duckdb/node-api';
import type { ColumnarResult, ColumnValues, Value } from './engine.ts';
import { type ArrayOf, type NumberArray, NumberPieces } from './number-pieces.ts';

const NUMBERS = /^(INTEGER|UTINYINT|USMALLINT|UINTEGER|FLOAT|DOUBLE|HUGEINT|UHUGEINT|UBIGINT|DECIMAL.*)$/;

/** DuckDB's value as one of ours: decimals as numbers, dates and everything else as DuckDB writes them. */
export function plainValue(value: DuckDBValue): Value {
  if (value === null || typeof value !== 'object') return value;
  return 'toDouble' in value ? value.toDouble() : String(value);
}

/** Copies a result out of the engine as it comes, chunk by chunk. */
export class ColumnReader {
  readonly #columns: { readonly name: string; readonly read: Reader }[];
  #rows = 0;

  /** @param expected rows, where they are known */
  constructor(names: readonly string[], types: readonly string[], expected = 0) {
    this.#columns = names.map((name, index) => ({ name, read: readerOf(types[index] ?? '', expected) }));
  }

  add(chunk: DuckDBDataChunk): void {
    const { rowCount } = chunk;
    for (const [index, { read }] of this.#columns.entries()) read.add(chunk.getColumnVector(index), rowCount);
    this.#rows += rowCount;
  }

  /** All that was added; nothing can be added any more. */
  end(): ColumnarResult {
    const rows = this.#rows;
    const columns = this.#columns.map(({ name, read }) => [name, read.end(rows)] as const);
    return { rows, columns: Object.fromEntries(columns) };
  }
}

interface Reader {
  add(vector: DuckDBVector, rows: number): void;
  end(rows: number): ColumnValues;
}

function readerOf(type: string, expected: number): Reader {
  if (NUMBERS.test(type))
    return numbers(Float64Array, numberOf, Number.NaN, expected, (found) => ({ kind: 'number', ...found }));
  switch (type) {
    case 'TINYINT':
      return numbers(Int8Array, numberOf, 0, expected, (found) => ({ kind: 'small', ...found }));
    case 'SMALLINT':
      return numbers(Int16Array, numberOf, 0, expected, (found) => ({ kind: 'small', ...found }));
    case 'BIGINT':
      return numbers(
        BigInt64Array,
        (value) => value as bigint,
        0n,
        expected,
        (found) => ({
          kind: 'bigint',
          ...found,
        }),
      );
    case 'BOOLEAN':
      return numbers(Uint8Array, numberOf, 0, expected, (found) => ({ kind: 'boolean', ...found }));
    default:
      return texts();
  }
}

function numberOf(value: DuckDBValue): number {
  return Number(plainValue(value));
}

/** @param none what stands where a value is missing */
function numbers<A extends NumberArray>(
  array: ArrayOf<A>,
  read: (value: DuckDBValue) => A[number],
  none: A[number],
  expected: number,
  column: (found: { values: A; nulls: Uint8Array | null }) => ColumnValues,
): Reader {
  const pieces = new NumberPieces(array, read, none, expected);
  return {
    add: (vector, rows) => pieces.add(vector, rows),
    end: (rows) => column(pieces.join(rows)),
  };
}

function texts(): Reader {
  const values: (string | null)[] = [];
  return {
    add(vector, rows) {
      for (let i = 0; i < rows; i++) {
        const value = vector.getItem(i);
        values.push(value === null ? null : String(value));
      }
    },
    end: () => ({ kind: 'text', values }),
  };
}
