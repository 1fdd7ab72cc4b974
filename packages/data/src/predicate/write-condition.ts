import type { ConditionTree, Parser } from '../engine/dialect.ts';
import { isNode, parse, withNumbers } from './condition-tree.ts';

/** A condition as DuckDB writes it, into a statement of our own: only what was understood is in it. */
export async function writeCondition(
  parser: Parser,
  tree: ConditionTree,
  rename: (column: string) => string,
): Promise<string> {
  const own = await parse(parser, 'SELECT 1');
  const [{ node } = { node: undefined }] = own.statements ?? [];
  if (node !== undefined) node.select_list = [renamed(tree, rename)];
  const [row] = await parser.query('SELECT json_deserialize_sql(CAST($1 AS JSON)) AS sql', [
    withNumbers(JSON.stringify(own)),
  ]);
  return String(row?.['sql']).replace(/^SELECT /, '');
}

function renamed(tree: unknown, rename: (column: string) => string): unknown {
  if (Array.isArray(tree)) return tree.map((each) => renamed(each, rename));
  if (typeof tree !== 'object' || tree === null) return tree;
  if (isNode(tree) && tree.class === 'CONSTANT') return tree;
  if (isNode(tree) && tree.class === 'COLUMN_REF' && Array.isArray(tree['column_names']))
    return { ...tree, column_names: [rename(String(tree['column_names'][0]))] };
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, renamed(value, rename)]));
}
