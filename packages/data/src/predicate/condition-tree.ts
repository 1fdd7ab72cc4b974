import type { Parser } from '../engine/dialect.ts';
import { quoteText } from '../engine/sql-text.ts';
import { PredicateMistake } from './predicate-mistake.ts';

/** A node of a condition, as DuckDB's parser answers it. */
export interface Node {
  readonly class: string;
  readonly [key: string]: unknown;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'class' in value && typeof value.class === 'string';
}

/** What the parser makes of a SELECT. */
export interface Parsed {
  error: boolean;
  error_message?: string;
  statements?: { node: { from_table?: { type: string }; select_list?: unknown[] } }[];
}

export async function parse(parser: Parser, sql: string): Promise<Parsed> {
  const [row] = await parser.query(`SELECT json_serialize_sql(${quoteText(sql)}) AS tree`);
  const tree = JSON.parse(withoutNumbers(String(row?.['tree']))) as Parsed;
  if (tree.error) throw new PredicateMistake((tree.error_message ?? 'not SQL').split('\n')[0]);
  return tree;
}

// A tree holds numbers that JavaScript cannot: each is kept as a text with a mark that no SQL has, a NUL.

const withoutNumbers = (json: string) =>
  json.replace(/"(?:[^"\\]|\\.)*"|-?\d[-+.\deE]*/g, (token) =>
    token.startsWith('"') ? token : `"\\u0000${token}"`,
  );

export const withNumbers = (json: string) => json.replace(/"\\u0000([^"]*)"/g, '$1');

/** The digits of a number of the tree. */
export function numberIn(value: unknown): string {
  return typeof value === 'string' && value.startsWith('\0') ? value.slice(1) : String(value);
}
