import { UserError } from '@assay/contract';
import { type Engine, quoteText } from '@assay/data';

/**
 * A slice's predicate as the SQL of one boolean, after the engine's own parser has found it to be one expression and
 * nothing more: no second statement, no FROM, no subquery.
 *
 * @throws UserError `predicate-invalid`
 */
export async function predicate(
  engine: Engine,
  slice: { name: string; where: string },
  relation: string,
): Promise<string> {
  const invalid = (reason: string) =>
    new UserError('predicate-invalid', `slice "${slice.name}": ${reason}`, {
      fix: `write a condition on columns of the predictions, like "trip_start_hour >= 22", not "${slice.where}"`,
    });
  const [row] = await engine.query(`SELECT json_serialize_sql(${quoteText(`SELECT (${slice.where}
)`)}) AS tree`);
  const tree = JSON.parse(String(row?.['tree'])) as {
    error: boolean;
    error_message?: string;
    statements?: { node: SelectNode }[];
  };
  if (tree.error) throw invalid(tree.error_message ?? 'not SQL');
  const [statement, ...more] = tree.statements ?? [];
  const node = statement?.node;
  if (
    node === undefined ||
    more.length > 0 ||
    node.from_table?.type !== 'EMPTY' ||
    node.select_list?.length !== 1
  )
    throw invalid('not one condition');
  if (JSON.stringify(node.select_list).includes('"SUBQUERY"')) throw invalid('it holds a subquery');
  const sql = `COALESCE(CAST((${slice.where}\n) AS BOOLEAN), FALSE)`;
  await engine.query(`SELECT ${sql} FROM ${relation} LIMIT 0`).catch((cause: Error) => {
    throw invalid(cause.message.split('\n')[0] ?? 'it cannot be evaluated');
  });
  return sql;
}

interface SelectNode {
  from_table?: { type: string };
  select_list?: unknown[];
}
