import { UserError } from '@assay/contract';
import type { Engine } from '../engine/index.ts';

/** A header may go on over lines within quotes, but not over more than these. */
const HEADER_LINES = 50;
/** Separators that are taken where a header has them, and none of the usual one. */
const OTHERS = [';', '\t', '|', ','];

export interface CsvHeader {
  readonly names: readonly string[];
  readonly separator: string;
}

/** The names in the first line of a file, and what separates them: the usual separator, or the only other one that is there. */
export async function readHeader(
  engine: Engine,
  path: string,
  file: string,
  usual: string,
  parallel: boolean,
): Promise<CsvHeader> {
  // Lines as they stand: the separator here is a character that no header has.
  const reader = `read_csv(${path}, auto_detect = false, header = false, columns = {line: 'VARCHAR'}, delim = '\x01', quote = '', escape = '', strict_mode = false, compression = 'auto', parallel = ${parallel}, hive_partitioning = false)`;
  const lines = await engine.query(`SELECT line FROM ${reader} LIMIT ${HEADER_LINES}`);
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
  if (/^sep=.$/i.test(header)) {
    throw new UserError(
      'data-separator',
      `${file}: its first line, ${JSON.stringify(header)}, is for Excel`,
      {
        fix: 'remove that line: the separator is seen in the names of the columns',
      },
    );
  }
  const names = splitFields(header, usual);
  if (names.length > 1) return { names, separator: usual };
  const others = OTHERS.filter((other) => splitFields(header, other).length > 1);
  const [other = usual] = others;
  if (others.length < 2) return { names: splitFields(header, other), separator: other };
  throw new UserError(
    'data-separator',
    `${file}: its columns may be separated by ${others.map((o) => JSON.stringify(o)).join(' or by ')}`,
    {
      fix: `separate them by ${JSON.stringify(usual)}, or put quotes around names that have such a character`,
    },
  );
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
