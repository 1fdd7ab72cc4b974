import { digestValue, type Task } from '@assay/contract';
import type { Engine } from '@assay/data';
import { quoteName } from '@assay/data';
import type { PredictionColumns } from './columns.ts';

/**
 * Digest of the evaluation set: its rows' (id, label, weight) as a multiset, whatever their order, format and further
 * columns. Each row gives 64 bits of the MD5 of its canonical text; the digest is of their sum and count, which any
 * engine can compute exactly. Without ids the row's place stands for its id.
 *
 * Numbers and booleans are written as doubles, so that 1, 1.0 and true are one label.
 */
export async function setDigest(
  engine: Engine,
  relation: string,
  task: Task,
  columns: PredictionColumns,
): Promise<string> {
  const label = quoteName(columns.label);
  const parts = [
    columns.id === undefined
      ? 'CAST(row_number() OVER () AS VARCHAR)'
      : `CAST(${quoteName(columns.id)} AS VARCHAR)`,
    `COALESCE(CAST(TRY_CAST(${label} AS DOUBLE) AS VARCHAR), CAST(${label} AS VARCHAR))`,
    columns.weight === undefined ? "'1.0'" : `CAST(CAST(${quoteName(columns.weight)} AS DOUBLE) AS VARCHAR)`,
  ];
  const [row] = await engine.query(
    `SELECT CAST(SUM(md5_number_lower(concat_ws(chr(31), ${parts.join(', ')}))) AS VARCHAR) AS total, COUNT(*) AS n
     FROM (SELECT ${[columns.id, columns.label, columns.weight]
       .filter((name) => name !== undefined)
       .map(quoteName)
       .join(', ')} FROM ${relation})`,
  );
  return digestValue({ rows: String(row?.['n']), sum: String(row?.['total']), task });
}
