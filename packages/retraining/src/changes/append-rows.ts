import { extname } from 'node:path';
import { UserError } from '@assay/contract';
import { type Records, rowsToAdd, separatorOf, splitRows, valuesOf } from './records.ts';

interface File {
  name: string;
  /** Latin-1, so that every byte comes back as it was. */
  text: string;
}

const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';

/**
 * A data file with the rows of another at its end: the header once, line ends as the file has them, and a last one. Rows
 * that are there already are not added again.
 *
 * @returns `rows`: how many were added; `there`: how many were there already
 * @throws UserError `change-format`, `change-columns`, `change-rows`, `change-empty`
 */
export function appendRows(target: File, source: File): { text: string; rows: number; there: number } {
  const isTable = hasHeader(target.name);
  if (hasHeader(source.name) !== isTable) {
    throw new UserError('change-format', `${source.name} is not of the format of ${target.name}`, {
      fix: 'write the new rows in the format of the file that they are added to',
    });
  }
  const old = splitFile(target);
  const added = splitFile(source);
  const rows = isTable ? checkedRows(target, old, source, added) : checkedObjects(target, old, source, added);
  const missing = rowsToAdd(isTable ? old.rows.slice(1) : old.rows, rows);
  const there = rows.length - missing.length;
  if (missing.length === 0) return { text: target.text, rows: 0, there };
  const gap = target.text.endsWith('\n') || target.text === '' ? '' : old.lineEnd;
  const text = target.text + gap + missing.map((row) => row + old.lineEnd).join('');
  return { text, rows: missing.length, there };
}

/** Whether the first row of a file names the columns. */
function hasHeader(name: string): boolean {
  const ending = extname(name).toLowerCase();
  if (ending === '.csv' || ending === '.tsv') return true;
  if (ending === '.jsonl' || ending === '.ndjson') return false;
  throw new UserError('change-format', `rows cannot be added to or from ${name}`, {
    fix: 'rows are added to .csv, .tsv and .jsonl files; for others use "replace", "dvc" or a parameter',
  });
}

/** The rows of a file. @throws UserError `change-format`, `change-rows` */
export function splitFile({ name, text }: File): Records & { header: boolean } {
  const body = text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text;
  const header = hasHeader(name);
  if (header) return { ...splitRows(body, name), header };
  const lines = body.split('\n');
  const lineEnd = lines.length > 1 && lines[0]?.endsWith('\r') ? '\r\n' : '\n';
  return { rows: lines.map((line) => line.trim()).filter((line) => line !== ''), lineEnd, header };
}

function checkedRows(target: File, old: Records, source: File, added: Records): string[] {
  const [wanted, [given, ...rows]] = [old.rows[0], added.rows];
  if (wanted === undefined || given === undefined) throw empty(wanted === undefined ? target : source);
  const separator = separatorOf(wanted);
  const columns = valuesOf(wanted, separator);
  const others = valuesOf(given, separator);
  if (columns.length !== others.length || columns.some((column, at) => column !== others[at]))
    throw differ(target, columns, source, others);
  const odd = rows.findIndex((row) => valuesOf(row, separator).length !== columns.length);
  if (odd === -1) return rows;
  throw new UserError(
    'change-rows',
    `row ${odd + 1} of ${source.name} has not the ${columns.length} columns`,
    {
      fix: 'mend the file, or the step that writes it',
    },
  );
}

/** Keys may be missing from a row; none may be new. */
function checkedObjects(target: File, old: Records, source: File, added: Records): string[] {
  if (old.rows.length === 0) throw empty(target);
  const known = new Set(old.rows.flatMap((row, at) => keysOf(row, target.name, at)));
  const given = new Set(added.rows.flatMap((row, at) => keysOf(row, source.name, at)));
  if ([...given].some((key) => !known.has(key))) throw differ(target, [...known], source, [...given]);
  return added.rows;
}

function keysOf(row: string, file: string, at: number): string[] {
  try {
    const value: unknown = JSON.parse(row);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.keys(value);
  } catch {
    // Said below, with the row.
  }
  throw new UserError('change-rows', `row ${at + 1} of ${file} is not a JSON object`, {
    fix: 'write one object a line',
  });
}

function empty({ name }: File): UserError {
  return new UserError('change-empty', `${name} is empty: nothing says which columns it has`, {
    fix: 'write its header, or its first row',
  });
}

function differ(
  target: File,
  columns: readonly string[],
  source: File,
  others: readonly string[],
): UserError {
  const named = (names: readonly string[]) =>
    names
      .slice(0, 20)
      .map((name) => Buffer.from(name, 'latin1').toString())
      .join(', ');
  return new UserError(
    'change-columns',
    `${source.name} has the columns ${named(others)}; ${target.name} has ${named(columns)}`,
    { fix: 'write the new rows with the same columns in the same order' },
  );
}
