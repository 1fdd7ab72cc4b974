import { UserError } from '@assay/contract';

/** The rows of a text file as they are written, without their line ends; the first of a CSV names the columns. */
export interface Records {
  rows: string[];
  /** How the first line ends; `\n` where there is only one. */
  lineEnd: '\n' | '\r\n';
}

/**
 * Splits CSV or TSV into its rows: a line end between quotes is part of a value (RFC 4180). Empty lines are left out.
 *
 * @throws UserError `change-rows`: a quote that is never closed
 */
export function splitRows(text: string, file: string): Records {
  const rows: string[] = [];
  let start = 0;
  let quoted = false;
  let first: Records['lineEnd'] | undefined;
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    if (at < text.length && (character !== '\n' || quoted)) continue;
    const crlf = text[at - 1] === '\r';
    const row = text.slice(start, crlf && at > start ? at - 1 : at);
    if (row !== '') rows.push(row);
    if (at < text.length) first ??= crlf ? '\r\n' : '\n';
    start = at + 1;
  }
  if (quoted) {
    throw new UserError('change-rows', `${file}: a quote is opened and never closed`, {
      fix: 'mend the file: a quote within a value is written twice ("")',
    });
  }
  return { rows, lineEnd: first ?? '\n' };
}

/** The values of one row of CSV, as they are meant. */
export function valuesOf(row: string, separator: string): string[] {
  const values: string[] = [];
  let value = '';
  let quoted = false;
  for (let at = 0; at < row.length; at++) {
    const character = row[at] ?? '';
    if (character === '"' && quoted && row[at + 1] === '"') value += row[++at];
    else if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      values.push(value);
      value = '';
    } else value += character;
  }
  return [...values, value];
}

/** What separates the columns of a header: that of the usual ones that it has most of. */
export function separatorOf(header: string): string {
  const counted = [',', '\t', ';', '|'].map((mark) => [valuesOf(header, mark).length, mark] as const);
  return counted.reduce((best, next) => (next[0] > best[0] ? next : best))[1];
}

/**
 * Those of the added rows that are not there yet, in their order: the difference of two multisets. Where a row stands does not
 * count, for a file may have been sorted, or a row taken out of it; how often it stands there does, for rows may be alike.
 */
export function rowsToAdd(old: readonly string[], added: readonly string[]): string[] {
  const there = new Map<string, number>();
  for (const row of old) there.set(row, (there.get(row) ?? 0) + 1);
  return added.filter((row) => {
    const count = there.get(row) ?? 0;
    if (count > 0) there.set(row, count - 1);
    return count === 0;
  });
}
