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
  /** Keys of a contract that it cannot answer: they are refused. */
  readonly lacks: readonly string[];
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
  /** SQL of a condition, with each column under another name. @throws PredicateMistake where it has none */
  condition(parser: Parser, tree: ConditionTree, rename: (column: string) => string): Promise<string>;
}
