import type { Engine } from '../engine/index.ts';
import { isNode, parse } from './condition-tree.ts';
import { plainFunctions } from './plain-functions.ts';
import { PredicateMistake } from './predicate-mistake.ts';

/** A condition over the columns of one row, taken apart by DuckDB's own parser. */
export interface Predicate {
  /** Names of the columns that it reads, as it writes them. */
  readonly columns: readonly string[];
  /** Its SQL, with each column under the name that it is given. Written anew: only what was understood is in it. */
  sql(rename: (column: string) => string): Promise<string>;
}

/**
 * Reads one condition of a contract that nobody has reviewed yet: one expression of comparisons, arithmetic, CASE, casts and
 * plain functions over columns. It holds no second statement, no subquery, no table or file, no aggregate, no window, no
 * setting, nothing random. What is not known to be harmless is refused.
 *
 * @throws PredicateMistake with the reason
 */
export async function parsePredicate(engine: Engine, text: string): Promise<Predicate> {
  // The bracket stands on a line of its own, because the predicate may end in a comment.
  const tree = await parse(engine.parser, `SELECT (${text}\n)`);
  const [statement, ...more] = tree.statements ?? [];
  const { from_table: from, select_list: [condition, ...others] = [] } = statement?.node ?? {};
  if (from?.type !== 'EMPTY' || more.length > 0 || others.length > 0 || !isNode(condition)) {
    throw new PredicateMistake('not one condition');
  }
  const columns = columnsOf(condition);
  return {
    columns: [...new Set(columns)],
    sql: (rename) => engine.dialect.condition(engine.parser, condition, rename),
  };
}

/** The kinds of nodes that make up a condition, and what else there could be, in a user's words. */
const KINDS: Readonly<Record<string, true | string>> = {
  BETWEEN: true,
  CASE: true,
  CAST: true,
  COLUMN_REF: true,
  COMPARISON: true,
  CONJUNCTION: true,
  CONSTANT: true,
  FUNCTION: true,
  OPERATOR: true,
  LAMBDA: 'an arrow',
  PARAMETER: 'a parameter',
  POSITIONAL_REFERENCE: 'a column by its number',
  STAR: 'a star, not one column',
  SUBQUERY: 'a subquery',
  WINDOW: 'a window',
};

/** Goes through a condition, holds every node of it to what is known, and answers the columns. @throws PredicateMistake */
export function columnsOf(tree: unknown): string[] {
  if (Array.isArray(tree)) return tree.flatMap(columnsOf);
  if (typeof tree !== 'object' || tree === null) return [];
  if (!isNode(tree)) return Object.values(tree).flatMap(columnsOf);
  const kind = Object.hasOwn(KINDS, tree.class) ? KINDS[tree.class] : undefined;
  if (kind !== true) throw new PredicateMistake(`it holds ${kind ?? 'what is no part of a condition'}`);
  // A constant's value has no nodes, whatever its text looks like.
  if (tree.class === 'CONSTANT') return [];
  if (tree.class === 'FUNCTION') {
    const name = String(tree['function_name']);
    if (!plainFunctions.has(name))
      throw new PredicateMistake(`the function "${name}" is not one that predicates may use`);
  }
  if (tree.class === 'COLUMN_REF') {
    const names = tree['column_names'];
    if (!Array.isArray(names) || names.length !== 1)
      throw new PredicateMistake(
        `"${[names].flat().join('.')}" is no column: put a name with dots into quotes`,
      );
    return [String(names[0])];
  }
  return Object.values(tree).flatMap(columnsOf);
}
