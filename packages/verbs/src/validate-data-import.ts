import { readFile, stat } from 'node:fs/promises';
import { UserError, whyUnreadable } from '@assay/contract';
import { type ImportedContract, importContract, openTable } from '@assay/data';
import { counted } from '@assay/report';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import { inRoot } from './project.ts';
import type { Result } from './verb.ts';
import { writeNew } from './write-new.ts';

interface Given {
  readonly import: string;
  readonly format: ImportedContract['format'] | undefined;
  readonly table: string | undefined;
  readonly data: string[] | undefined;
  readonly out: string | undefined;
  readonly 'duckdb-library': string | undefined;
}

/** Nobody reads a schema of so many bytes; what is larger is data. */
const MOST_BYTES = 100_000_000;

/**
 * Makes a data contract of a schema of another tool.
 *
 * @throws UserError `import-not-found`, `contract-exists`, `path-outside`, and those of importContract
 */
export async function importSchema(given: Given, context: Context): Promise<Result> {
  const { data, out, format, table } = given;
  const bytes = await read(given.import, context);
  const { found: imported } = await withEngine(context, given['duckdb-library'], async (engine) =>
    importContract(engine, bytes, given.import, {
      format,
      table,
      data: data === undefined ? undefined : await openTable(engine, { path: data, root: context.root }),
    }),
  );
  if (out !== undefined) await writeNew(context, out, imported.yaml);
  const { contract, notes } = imported;
  return {
    document: { format: imported.format, contract, notes },
    exit: 0,
    outputs: { contract: out ?? '' },
    annotations: [],
    report: null,
    alone: true,
    message: out === undefined ? imported.yaml.trimEnd() : inWords(out, imported),
  };
}

async function read(path: string, context: Context): Promise<Uint8Array> {
  const file = inRoot(context, path);
  const refuse = (why: string, cause?: unknown) =>
    new UserError('import-not-found', `${path} cannot be read: ${why}`, {
      fix: 'name the schema of another tool with "import"',
      cause,
    });
  const found = await stat(file).catch((cause: NodeJS.ErrnoException) =>
    Promise.reject(refuse(whyUnreadable(cause), cause)),
  );
  if (!found.isFile()) throw refuse('it is no file');
  if (found.size > MOST_BYTES) throw refuse('it is too large');
  return readFile(file).catch((cause: NodeJS.ErrnoException) =>
    Promise.reject(refuse(whyUnreadable(cause), cause)),
  );
}

function inWords(out: string, { contract, notes }: ImportedContract): string {
  const columns = Object.keys(contract['columns'] ?? {}).length;
  const lines = notes.map(({ column, place, line, message }) => {
    const at = place === '' ? '' : `line ${line}, ${place}: `;
    return `\n  ${column === null ? '' : `${column}: `}${at}${message}`;
  });
  const told = notes.length === 0 ? 'nothing is left out' : `${counted(notes.length, 'thing')} to look at`;
  return `${out}: a contract of ${counted(columns, 'column')}; ${told}${lines.join('')}`;
}
