import { UserError } from '@assay/contract';
import { type Engine, quoteText } from '../engine/index.ts';
import { checkNames, checkSameColumns } from './column-names.ts';
import { enginePath } from './engine-path.ts';
import { unreadable } from './read-error.ts';
import type { Read } from './source.ts';

/** A header may go on over lines within quotes, but not over more than these. */
const HEADER_LINES = 50;

/**
 * Reads CSV or TSV once, as texts, into a table: an empty field is null, every line has as many fields as the header,
 * and nothing is guessed.
 */
export async function readCsv(
  engine: Engine,
  table: string,
  files: readonly string[],
  root: string,
  separator: ',' | '\t',
): Promise<Read> {
  let first: { file: string; names: readonly string[] } | undefined;
  for (const file of files) {
    const path = enginePath(root, file);
    const names = await readHeader(engine, path, file, separator);
    if (first === undefined) {
      first = { file, names };
      const columns = names.map((_, index) => `c${index} VARCHAR`);
      await engine.query(`CREATE TABLE ${table} (${columns.join(', ')})`);
    }
    checkSameColumns(first, { file, names });
    const targets = names.map((name) => `c${first?.names.indexOf(name)}`);
    const columns = targets.map((target) => `${target}: 'VARCHAR'`);
    const reader = `read_csv(${path}, auto_detect = false, header = true, columns = {${columns.join(', ')}}, delim = ${quoteText(separator)}, quote = '"', escape = '"', nullstr = '', strict_mode = true, null_padding = false, compression = 'auto', hive_partitioning = false)`;
    try {
      await engine.query(`INSERT INTO ${table} BY NAME SELECT ${targets.join(', ')} FROM ${reader}`);
    } catch (cause) {
      throw unreadable(file, cause);
    }
  }
  const names = first?.names ?? [];
  return { names, types: names.map(() => 'VARCHAR'), raw: table, written: 'text' };
}

async function readHeader(
  engine: Engine,
  path: string,
  file: string,
  separator: string,
): Promise<readonly string[]> {
  // Lines as they stand: the separator here is a character that no header has.
  const reader = `read_csv(${path}, auto_detect = false, header = false, columns = {line: 'VARCHAR'}, delim = '\x01', quote = '', escape = '', strict_mode = false, compression = 'auto', hive_partitioning = false)`;
  const lines = await engine.query(`SELECT line FROM ${reader} LIMIT ${HEADER_LINES}`).catch((cause) => {
    throw unreadable(file, cause);
  });
  if (lines.length === 0) {
    throw new UserError('data-empty', `${file} is empty`, {
      fix: 'write at least a line with the names of the columns',
    });
  }
  let header = '';
  for (const { line } of lines) {
    header += header === '' ? (line ?? '') : `\n${line ?? ''}`;
    if ((header.split('"').length - 1) % 2 === 0) break;
  }
  const names = splitFields(header, separator);
  checkNames(names, file);
  const [only = ''] = names;
  const actual = [';', '\t', ',', '|'].find((other) => other !== separator && only.includes(other));
  if (names.length === 1 && actual !== undefined) {
    throw new UserError(
      'data-separator',
      `${file}: the columns seem to be separated by ${JSON.stringify(actual)}`,
      {
        fix: `separate them by ${JSON.stringify(separator)}, or name the file after its format (.csv, .tsv)`,
      },
    );
  }
  return names;
}

function splitFields(line: string, separator: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line[i] ?? '';
    if (quoted && char === '"' && line[i + 1] === '"') {
      field += '"';
      i++;
    } else if (char === '"') quoted = !quoted;
    else if (char === separator && !quoted) {
      fields.push(field);
      field = '';
    } else field += char;
  }
  return [...fields, field];
}
