import { UserError } from '@assay/contract';

/** A value that may stand for a parameter `$1` of a query. A list is of one text or more; cast it where it is used. */
export type SqlValue = string | number | bigint | boolean | null | readonly string[];

/**
 * A column or table name as an SQL identifier. The only place where a name gets into a query.
 *
 * @throws UserError `name-has-nul`: the engine ends its query text at NUL
 */
export function quoteName(name: string): string {
  return `"${withoutNul(name).replaceAll('"', '""')}"`;
}

/** A text as an SQL literal, for the few places that take no parameters: file names within a view. */
export function quoteText(text: string): string {
  return `'${withoutNul(text).replaceAll("'", "''")}'`;
}

/** Collects the parameters of a query while its text is built: `bind.add(5)` is `$1`. */
export class Binding {
  readonly values: SqlValue[] = [];

  add(value: SqlValue): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

function withoutNul(text: string): string {
  if (!text.includes('\0')) return text;
  throw new UserError('name-has-nul', `the name ${JSON.stringify(text)} has a NUL character`, {
    fix: 'rename the column or file',
  });
}
