import { UserError } from '@assay/contract';
import { quoteName } from '../engine/index.ts';

const SCHEME = 'trino://';
const PART = /"(?:[^"]|"")+"|[\p{L}\p{N}_$-]+/u;
const NAME = new RegExp(`^(${PART.source})\\.(${PART.source})\\.(${PART.source})$`, 'u');

/** A table of a Trino server. */
export interface TableName {
  /** As the user writes it: `trino://hive.taxi.trips`. */
  readonly written: string;
  /** As SQL. */
  readonly sql: string;
}

/** Whether data are named as a table, not as files. */
export function isTrinoTable(data: string): boolean {
  return data.startsWith(SCHEME);
}

/**
 * Reads `trino://catalog.schema.table`; a name with dots or spaces stands in double quotes, as in SQL.
 *
 * @throws UserError `trino-table`
 */
export function tableName(data: string): TableName {
  const parts = NAME.exec(data.slice(SCHEME.length))?.slice(1);
  if (parts !== undefined) return { written: data, sql: parts.map(unquoted).map(quoteName).join('.') };
  // Whoever writes an address may have written a password into it.
  const shown = /[@:]/.test(data.slice(SCHEME.length)) ? 'trino://… with the address of a server' : data;
  throw new UserError('trino-table', `${shown} does not name a table`, {
    fix: 'write trino://catalog.schema.table; the server, user and password are set in the environment (ASSAY_TRINO_URL)',
  });
}

function unquoted(part: string): string {
  return part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part;
}
