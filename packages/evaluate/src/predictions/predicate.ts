import { UserError } from '@assay/contract';
import { type Engine, quoteText } from '@assay/data';

/**
 * A slice's predicate as the SQL of one boolean, after the engine's own parser has found it to be one expression and
 * nothing more (no second statement, no FROM, no subquery), and the engine has evaluated it on every row.
 *
 * @throws UserError `predicate-invalid`
 */
export async function predicate(
  engine: Engine,
  slice: { name: string; where: string },
  relation: string,
): Promise<string> {
  const invalid = (reason: string, cause?: unknown) =>
    new UserError('predicate-invalid', `slice "${slice.name}": ${reason.split('\n')[0]}`, {
      fix: `write a condition on columns of the predictions, like "trip_start_hour >= 22", not "${slice.where}"`,
      cause,
    });
  // The bracket stands on a line of its own, because the predicate may end in a comment.
  const [row] = await engine.query(
    `SELECT json_serialize_sql(${quoteText(`SELECT (${slice.where}\n)`)}) AS tree`,
  );
  const tree = JSON.parse(String(row?.['tree'])) as Parsed;
  if (tree.error) throw invalid(tree.error_message ?? 'not SQL');
  const [statement, ...more] = tree.statements ?? [];
  const node = statement?.node;
  if (node?.from_table?.type !== 'EMPTY' || more.length > 0 || node.select_list?.length !== 1)
    throw invalid('not one condition');
  // Texts within the tree have their quotes escaped, so that only the parser's own keys look like this.
  const parts = JSON.stringify(node.select_list);
  if (parts.includes('"class":"SUBQUERY"')) throw invalid('it holds a subquery');
  if (parts.includes('"class":"STAR"')) throw invalid('it holds a star, not one column');
  const strange = functionsOf(node.select_list).find((name) => !plain.has(name));
  if (strange !== undefined) throw invalid(`the function "${strange}" is not one that predicates may use`);
  const sql = `COALESCE(CAST((${slice.where}\n) AS BOOLEAN), FALSE)`;
  // WHERE takes no aggregates and no windows; over all rows, because a cast may fail at the last.
  await engine.query(`SELECT COUNT(*) FROM ${relation} WHERE ${sql}`).catch((cause: Error) => {
    throw invalid(cause.message, cause);
  });
  return sql;
}

/**
 * Functions and operators of predicates. Each answers the same for the same row, reads nothing else, and makes nothing
 * much larger than what it is given.
 */
const plain: ReadonlySet<string> = new Set([
  ...['+', '-', '*', '/', '//', '%', '||', '~~', '!~~', '~~*', '!~~*', '^@'],
  ...['like_escape', 'not_like_escape', 'ilike_escape', 'not_ilike_escape'],
  ...[
    'abs',
    'ceil',
    'ceiling',
    'floor',
    'round',
    'trunc',
    'sign',
    'sqrt',
    'ln',
    'log',
    'log2',
    'log10',
    'exp',
    'pow',
    'power',
    'mod',
    'greatest',
    'least',
    'isnan',
    'isinf',
    'isfinite',
  ],
  ...[
    'lower',
    'upper',
    'length',
    'len',
    'strlen',
    'trim',
    'ltrim',
    'rtrim',
    'substring',
    'substr',
    'left',
    'right',
    'contains',
    'starts_with',
    'prefix',
    'suffix',
    'ends_with',
    'regexp_matches',
    'regexp_full_match',
    'strpos',
    'instr',
  ],
  ...[
    'year',
    'month',
    'day',
    'hour',
    'minute',
    'second',
    'dayofweek',
    'dayofyear',
    'isodow',
    'weekday',
    'week',
    'quarter',
    'date_part',
    'datepart',
    'date_trunc',
    'datetrunc',
    'date_diff',
    'datediff',
    'epoch',
    'strptime',
    'strftime',
    'make_date',
  ],
  ...['coalesce', 'ifnull', 'nullif', 'if', 'list_contains', 'list_value', 'array_contains'],
]);

/** The names of all functions and operators in a tree. */
function functionsOf(tree: unknown): string[] {
  if (typeof tree !== 'object' || tree === null) return [];
  const own =
    'class' in tree && tree.class === 'FUNCTION' && 'function_name' in tree
      ? [String(tree.function_name)]
      : [];
  return [...own, ...Object.values(tree).flatMap(functionsOf)];
}

/** What the engine's parser makes of a SELECT. */
interface Parsed {
  error: boolean;
  error_message?: string;
  statements?: { node: { from_table?: { type: string }; select_list?: unknown[] } }[];
}
