import { UserError } from '@assay/contract';
import type { Engine } from '../engine/index.ts';

/** A header may go on over lines within quotes, but not over more than these. */
const HEADER_LINES = 50;
/** Separators that are taken where a header has them, and none of the usual one. */
const OTHERS = [';', '\t', '|', ','];

export interface CsvHeader {
  readonly names: readonly string[];
  readonly separator: string;
  /** How many lines it takes: more than one where there are line breaks within quotes. */
  readonly lines: number;
}

/** The names in the first line of a file, and what separates them: the usual separator, or the only other one that is there. */
export async function readHeader(
  engine: Engine,
  path: string,
  file: string,
  usual: string,
  parallel: boolean,
): Promise<CsvHeader> {
  const { header, lines } = await headerText(engine, linesOf(path, parallel), file);
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
  if (names.length > 1) return { names, separator: usual, lines };
  const others = OTHERS.filter((other) => splitFields(header, other).length > 1);
  const [other = usual] = others;
  if (others.length < 2) return { names: splitFields(header, other), separator: other, lines };
  throw new UserError(
    'data-separator',
    `${file}: its columns may be separated by ${others.map((o) => JSON.stringify(o)).join(' or by ')}`,
    {
      fix: `separate them by ${JSON.stringify(usual)}, or put quotes around names that have such a character`,
    },
  );
}

async function headerText(
  engine: Engine,
  reader: string,
  file: string,
): Promise<{ header: string; lines: number }> {
  const rows = await engine.query(`SELECT line FROM ${reader} LIMIT ${HEADER_LINES}`);
  if (rows.length === 0) {
    throw new UserError('data-empty', `${file} is empty`, {
      fix: 'write at least a line with the names of the columns',
    });
  }
  const texts = rows.map(({ line }) => String(line ?? ''));
  for (let lines = 1; lines <= texts.length; lines++) {
    const header = texts.slice(0, lines).join('\n');
    if ((header.split('"').length - 1) % 2 === 0) return { header, lines };
  }
  throw new UserError('data-unreadable', `${file} cannot be read: a quote in its first line is not closed`, {
    fix: 'put quotes around the whole name or nowhere in it; a quote within a quoted name is written twice',
  });
}

/** Lines as they stand: the separator here is a character that no header has. */
function linesOf(path: string, parallel: boolean): string {
  return `read_csv(${path}, auto_detect = false, header = false, columns = {line: 'VARCHAR'}, delim = '\x01', quote = '', escape = '', strict_mode = false, compression = 'auto', parallel = ${parallel}, hive_partitioning = false)`;
}

/** Makes sure that nothing but empty lines follows a header of which the engine read no row. @throws UserError `data-unreadable` */
export async function requireNoRows(
  engine: Engine,
  path: string,
  file: string,
  { lines }: CsvHeader,
  parallel: boolean,
): Promise<void> {
  const rest = `(SELECT line FROM ${linesOf(path, parallel)} OFFSET ${lines})`;
  const filled = await engine.query(`SELECT 1 FROM ${rest} WHERE trim(line) <> '' LIMIT 1`);
  if (filled.length === 0) return;
  throw new UserError(
    'data-unreadable',
    `${file} cannot be read: lines follow its header, and none is a row`,
    {
      fix: 'end all lines the same way, by LF or by CRLF, and close each quote; a quote within a quoted field is written twice',
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
