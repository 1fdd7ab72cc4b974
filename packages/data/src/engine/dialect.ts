import type { ColumnContract } from '@assay/contract';
import type { LogicalType } from '../column/logical-type.ts';
import type { SqlValue } from './sql-text.ts';

/** A condition as DuckDB's parser takes it apart: every node of it is known to be harmless. */
export type ConditionTree = unknown;

/** What takes SQL apart and puts it together: a DuckDB. */
export interface Parser {
  query(sql: string, params?: readonly SqlValue[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** The few words in which the engines' SQL differs; all else in a query is of the SQL that both read. */
export interface Dialect {
  readonly name: 'duckdb' | 'trino';
  /** The type that holds all values of a logical type. */
  readonly types: Readonly<Record<LogicalType, string>>;
  /** The greatest whole number of that type. */
  readonly greatest: bigint;
  /** What tells a row from others, and the order in which rows are shown; of Trino a text, since its rows have no number. */
  readonly row: string;
  /** Whether rows come in the order of the data where none is asked for. */
  readonly keepsOrder: boolean;
  /** Whether a hash of a key can stand for it. */
  readonly hashes: boolean;
  /** Makes the rows of a WITH once, where that has to be said. */
  readonly materialized: string;
  /** Keys of columns in a contract that it cannot answer, and refuses. */
  readonly lacks: readonly (keyof ColumnContract)[];
  isNan(x: string): string;
  /** The value as text, as DuckDB writes it. `engineType` is that of the value. */
  text(x: string, engineType: string): string;
  /** Whether a value is in a list of texts, which is a parameter. */
  isListed(list: string, type: LogicalType, value: string): string;
  /** Whether a text as a whole matches an expression of RE2. */
  matches(text: string, pattern: string, add: (value: string) => string): string;
  /** Why an expression that RE2 accepts is not asked of this engine; `null`: it is. */
  patternMistake(pattern: string): string | null;
  /** Milliseconds since 1970 of a date or timestamp; null where it is infinite. */
  epochMilliseconds(x: string): string;
  sum(x: string): string;
  /** The quantile of a share, with interpolation or, in Trino, approximately. */
  quantile(x: string, share: number): string;
  /** Texts after each other; those that are null are left out. */
  joined(texts: readonly string[], separator: string): string;
  /** Which of some texts a text is, from 1; null: none of them. */
  placeIn(texts: readonly string[], text: string): string;
  /** Rows of a relation, its `row` and `text`, of which another has the like: `a0`, `a1`, … are its `b0`, `b1`, … */
  shared(ours: string, theirs: string, columns: number, nullsAlike: boolean): string;
  /** 0 or 1 for each row of a relation as by the toss of a coin, the same in every run; `values` are all that is read of it. */
  half(values: readonly string[]): string;
  /** Values of each row one below the other, as `v`, each with a number as `c`. */
  stacked(numbers: readonly number[], values: readonly string[], from: string): string;
  /** What quantiles of several shares are read off, as an aggregate over doubles; and one of them, of the i-th share. */
  quantiles(x: string, shares: readonly number[]): string;
  quantileAt(quantiles: string, share: number, i: number): string;
  /** Seconds since 1970 of a date or timestamp, in UTC. */
  seconds(x: string): string;
  /** The low 48 bits of a text's MD5, its last 8 bytes being read from the last to the first. */
  textHash(x: string): string;
  /** The whole part of one whole number divided by another. */
  quotient(x: string, by: number): string;
  /** About so many of the rows, chosen at random; behind a relation of as many rows as `all`. */
  sample(rows: number, all: number): string;
  /** SQL of a condition, with each column under another name. @throws PredicateMistake where it has none */
  condition(parser: Parser, tree: ConditionTree, rename: (column: string) => string): Promise<string>;
}
