import { digestValue, type Task } from '@assay/contract';
import type { Engine } from '@assay/data';
import { quoteName } from '@assay/data';
import { labelText } from './class-text.ts';
import type { OneOrEach, PredictionColumns } from './columns.ts';

/**
 * Digest of the evaluation set: its rows' (id, label, weight) as a multiset, whatever their order, format and further
 * columns. Each row gives 64 bits of the MD5 of its canonical text; the digest is of their sum and count, which any
 * engine can compute exactly. Without ids the row's place stands for its id, so that their order counts.
 *
 * A row without a weight column weighs 1.
 */
export async function setDigest(
  engine: Engine,
  relation: string,
  task: Task,
  { id, label, weight, query }: PredictionColumns,
): Promise<string> {
  const labelled = textOfLabels(label, task, query);
  const parts = [
    weight === undefined ? "'1.0'" : `CAST(TRY_CAST(${quoteName(weight)} AS DOUBLE) AS VARCHAR)`,
    // With its length before it, no label can pass for the end of another and the start of an id.
    `length(${labelled})`,
    labelled,
    id === undefined ? 'row_number() OVER ()' : `CAST(${quoteName(id)} AS VARCHAR)`,
  ];
  const [row] = await engine.query(
    `SELECT CAST(SUM(bits) AS VARCHAR) AS total, COUNT(*) AS n
     FROM (SELECT md5_number_lower(concat_ws(' ', ${parts.join(', ')})) AS bits FROM ${relation})`,
  );
  return digestValue({ rows: String(row?.['n']), sum: String(row?.['total']), task });
}

/** One label; or those of all classes in the order of their names, and the query, each with its length before it. */
function textOfLabels(label: OneOrEach, task: Task, query: string | undefined): string {
  if (typeof label === 'string' && query === undefined) return labelText(quoteName(label), task);
  const columns =
    typeof label === 'string'
      ? [label]
      : Object.keys(label)
          .sort()
          .map((name) => label[name] ?? '');
  const texts = columns.map((column) => labelText(quoteName(column), task));
  if (query !== undefined) texts.push(`CAST(${quoteName(query)} AS VARCHAR)`);
  return `concat_ws(' ', ${texts.map((text) => `length(${text}), ${text}`).join(', ')})`;
}
