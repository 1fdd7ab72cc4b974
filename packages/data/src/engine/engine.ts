import type { Dialect } from './dialect.ts';
import type { SqlValue } from './sql-text.ts';

/** A value of a small result. Whole numbers of 64 bits and counts are bigint; dates and decimals beyond double are text. */
export type Value = string | number | bigint | boolean | null;

export type Row = Readonly<Record<string, Value>>;

/**
 * A column of a big result, of a kind that follows from its SQL type alone, never from its values:
 * BIGINT and counts are `bigint`, whole numbers of 8 or 16 bits `small`, other numbers `number`, BOOLEAN `boolean`, all else `text`.
 * Where `nulls[i]` is 1 the value at `i` is missing and `values[i]` is NaN, 0n or 0; `nulls` is null where none is.
 */
export type ColumnValues =
  | { readonly kind: 'number'; readonly values: Float64Array; readonly nulls: Uint8Array | null }
  | { readonly kind: 'small'; readonly values: Int8Array | Int16Array; readonly nulls: Uint8Array | null }
  | { readonly kind: 'bigint'; readonly values: BigInt64Array; readonly nulls: Uint8Array | null }
  | { readonly kind: 'boolean'; readonly values: Uint8Array; readonly nulls: Uint8Array | null }
  | { readonly kind: 'text'; readonly values: readonly (string | null)[] };

export interface ColumnarResult {
  readonly rows: number;
  readonly columns: Readonly<Record<string, ColumnValues>>;
}

/** Some rows of a scan, as the engine has them in memory: valid until the visit ends. */
export interface NumberChunk {
  readonly rows: number;
  /**
   * A column's values; where `valid` has no bit (bit i % 32 of word i / 32) the value is null, and the number that
   * stands there is nobody's. `valid` is null where none is null.
   */
  column(index: number): { readonly values: Float64Array; readonly valid: Uint32Array | null };
}

/** Where files can be put for the engine to read, and how much space they may take together. */
export interface Scratch {
  readonly folder: string;
  readonly bytes: number;
}

/** What runs SQL. Results of the same query on the same data are the same. Queries that are not awaited run at once. */
export interface Engine {
  readonly dialect: Dialect;
  /** A DuckDB, which takes apart what a contract says in SQL: itself, where it is one. */
  readonly parser: Engine;
  /** A small result, row by row. @throws UserError `memory-limit`, `file-refused` */
  query(sql: string, params?: readonly SqlValue[]): Promise<Row[]>;
  /**
   * A big result, column by column.
   *
   * @param rows how many there are: of some millions, the engine is then not asked for a few thousand at a time
   * @throws UserError as {@link Engine.query}
   */
  columns(sql: string, params?: readonly SqlValue[], rows?: number): Promise<ColumnarResult>;
  /**
   * Shows columns of type DOUBLE to `visit`, some thousand rows at a time in their order. The engine holds them until then:
   * ask for few columns at once. Several scans may run at once, and while one is visited the engine decodes others.
   *
   * @throws UserError as {@link Engine.query}
   */
  scanNumbers(sql: string, visit: (chunk: NumberChunk) => void): Promise<void>;
  /**
   * The same in little memory, whatever the rows: the engine decodes some of them while those before are visited.
   *
   * @param visit it may take turns: further rows are asked for in those
   * @param rows about how many there are
   * @throws UserError as {@link Engine.query}
   */
  streamNumbers(
    sql: string,
    visit: (chunk: NumberChunk) => void | Promise<void>,
    rows: number,
  ): Promise<void>;
  /** A folder whose files a query may read, for what is made of other files; it goes when the engine is closed. */
  scratch(): Promise<Scratch>;
  /** Gives back what it holds of memory that no query or result needs any more; the results have to be let go of before. */
  giveBack(): Promise<void>;
  /** Tells people of data that were read on a guess. */
  warn(message: string): void;
  close(): void;
}

/** The number of a count or other whole number that is known to be small. */
export function toCount(value: Value | undefined): number {
  return value === undefined || value === null ? 0 : Number(value);
}
