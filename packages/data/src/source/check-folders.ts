import { UserError } from '@assay/contract';
import { type Engine, quoteText, toCount } from '../engine/index.ts';
import type { DataFile } from './source.ts';

/** Longer values are cut off in a message. */
const SHOWN = 60;

/**
 * Holds a column that a file has itself, and its folder names too, to what the folder says: `year=2026`. Numbers may be
 * written in other digits (`month=01`), and of a moment the day counts.
 *
 * @param own names of the file's columns
 * @param select SQL of the values of one of these, as `v`
 * @throws UserError `data-folder-differs`
 */
export async function checkFolders(
  engine: Engine,
  { path, partition }: DataFile,
  own: readonly string[],
  select: (name: string) => string,
): Promise<void> {
  for (const [key, said] of partition) {
    const name = own.find((each) => each.toLowerCase() === key.toLowerCase());
    if (name === undefined) continue;
    const text = said === null ? 'NULL' : quoteText(said);
    const [other] = await engine.query(
      `SELECT v, n FROM (SELECT CAST(v AS VARCHAR) AS v, count(*) AS n FROM (${select(name)}) GROUP BY ALL) WHERE NOT (${isSame('v', text)}) ORDER BY n DESC, v LIMIT 1`,
    );
    if (other === undefined) continue;
    const value = other['v'] === null ? 'null' : JSON.stringify(String(other['v']).slice(0, SHOWN));
    const rows = toCount(other['n']);
    throw new UserError(
      'data-folder-differs',
      `${path}: ${JSON.stringify(name)} is ${value} in ${rows === 1 ? '1 row' : `${rows} rows`}, and the folder is ${key}=${said ?? ''}`,
      {
        fix: 'write the rows to the folder that they are of, or give the column another name than the folder',
      },
    );
  }
}

/** Decimals, and not doubles, in which long whole numbers that differ would be the same. */
function isSame(v: string, text: string): string {
  const as = (type: string) => `coalesce(TRY_CAST(${v} AS ${type}) = TRY_CAST(${text} AS ${type}), false)`;
  return `${v} IS NOT DISTINCT FROM ${text} OR ${as('DECIMAL(38, 9)')} OR ${as('DATE')}`;
}
