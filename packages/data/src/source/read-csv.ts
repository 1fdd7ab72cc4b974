import { rm } from 'node:fs/promises';
import type { Encoding } from '@assay/contract';
import { type Engine, quoteText } from '../engine/index.ts';
import { asUtf8 } from './as-utf8.ts';
import { checkNames, checkSameColumns } from './column-names.ts';
import { type CsvHeader, readHeader } from './csv-header.ts';
import { bytesOf, encodingByStart } from './encoding.ts';
import { enginePath } from './engine-path.ts';
import { type PartitionColumn, partitionColumns, partitionText } from './partitions.ts';
import { isNotUtf8, unreadable } from './read-error.ts';
import type { DataFile, Dress, Read } from './source.ts';
import { canBeWindows1252 } from './windows-1252.ts';

/** The columns of the table: those of the first file, and those that stand in the names of folders. */
interface Columns {
  readonly file: string;
  readonly names: readonly string[];
  readonly partitions: readonly PartitionColumn[];
}

/**
 * Reads CSV or TSV once, as texts, into a table: an empty field is null, every line has as many fields as the header.
 * Which encoding and separator it is in, each file shows by itself.
 */
export async function readCsv(
  engine: Engine,
  table: string,
  files: readonly DataFile[],
  root: string,
  usual: ',' | '\t',
): Promise<Read> {
  let columns: Columns | undefined;
  const encodings = new Set<Encoding>();
  const separators = new Set<string>();
  for (const file of files) {
    const load = async (path: string) => {
      const header = await readHeader(engine, path, file.path, usual);
      const { names, separator } = header;
      checkNames(names, file.path);
      columns ??= await createTable(engine, table, { file: file.path, names, files });
      checkSameColumns(columns, { file: file.path, names });
      await insert(engine, table, { columns, header, path, file });
      separators.add(separator);
    };
    encodings.add(await loadInEncoding(engine, root, file.path, load));
  }
  const { names = [], partitions = [] } = columns ?? {};
  const all = [...names, ...partitions.map(({ name }) => name)];
  const dress: Dress = { encodings: [...encodings], separators: [...separators], decimal: '.' };
  return { names: all, types: all.map(() => 'VARCHAR'), raw: table, written: 'text', dress };
}

/** Loads a file as it is, or where it is no UTF-8 a copy that is; and says what it was. */
async function loadInEncoding(
  engine: Engine,
  root: string,
  file: string,
  load: (path: string) => Promise<void>,
): Promise<Encoding> {
  const encoding = await encodingByStart(root, file);
  if (encoding !== 'utf-8') return loadCopy(encoding);
  try {
    await load(enginePath(root, file));
    return encoding;
  } catch (cause) {
    if (isNotUtf8(cause) && (await canBeWindows1252(bytesOf(root, file)))) return loadCopy('windows-1252');
    throw unreadable(file, cause);
  }

  async function loadCopy(of: Encoding): Promise<Encoding> {
    const copy = await asUtf8(engine, root, file, of);
    try {
      await load(quoteText(copy));
      return of;
    } catch (cause) {
      throw unreadable(file, cause);
    } finally {
      await rm(copy);
    }
  }
}

async function createTable(
  engine: Engine,
  table: string,
  { file, names, files }: { file: string; names: readonly string[]; files: readonly DataFile[] },
): Promise<Columns> {
  const partitions = partitionColumns(files, names);
  checkNames([...names, ...partitions.map(({ name }) => name)], file);
  const columns = [...names, ...partitions].map((_, index) => `c${index} VARCHAR`);
  await engine.query(`CREATE TABLE ${table} (${columns.join(', ')})`);
  return { file, names, partitions };
}

async function insert(
  engine: Engine,
  table: string,
  { columns, header, path, file }: { columns: Columns; header: CsvHeader; path: string; file: DataFile },
): Promise<void> {
  const { names, partitions } = columns;
  const targets = header.names.map((name) => `c${names.indexOf(name)}`);
  const types = targets.map((target) => `${target}: 'VARCHAR'`);
  const reader = `read_csv(${path}, auto_detect = false, header = true, columns = {${types.join(', ')}}, delim = ${quoteText(header.separator)}, quote = '"', escape = '"', nullstr = '', strict_mode = true, null_padding = false, compression = 'auto', hive_partitioning = false)`;
  const said = partitions.map((column, index) => {
    const text = partitionText(file, column);
    return `${text === null ? 'NULL' : quoteText(text)} AS c${names.length + index}`;
  });
  await engine.query(
    `INSERT INTO ${table} BY NAME SELECT ${[...targets, ...said].join(', ')} FROM ${reader}`,
  );
}
