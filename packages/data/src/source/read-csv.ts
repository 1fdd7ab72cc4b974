import { join } from 'node:path';
import type { Encoding } from '@assay/contract';
import { type Engine, quoteText, toCount } from '../engine/index.ts';
import { checkFolders } from './check-folders.ts';
import { checkNames, checkSameColumns } from './column-names.ts';
import { type CsvHeader, readHeader, requireNoRows } from './csv-header.ts';
import { enginePath, type Place } from './engine-path.ts';
import { withEvenHeader } from './even-header.ts';
import { loadAsUtf8 } from './load-as-utf8.ts';
import { mayHaveLongLine } from './long-lines.ts';
import { type PartitionColumn, partitionColumns, partitionText } from './partitions.ts';
import type { DataFile, Dress, Read } from './source.ts';

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
    const isPacked = /\.(gz|zst)$/i.test(file.path);
    const isLineful = !isPacked && !(await mayHaveLongLine(join(root, file.path), file.path));
    const load = async ([place = { root, file: file.path }]: readonly Place[]) => {
      const path = enginePath(place.root, place.file);
      // Line ends were looked for in the file, not in a copy of it, nor in what is unpacked.
      const parallel = isLineful && place.root === root;
      const header = await readHeader(engine, path, file.path, usual, parallel);
      const { names, separator } = header;
      checkNames(names, file.path);
      columns ??= await createTable(engine, table, { file: file.path, names, files });
      checkSameColumns(columns, { file: file.path, names });
      const given = { columns, header, file, parallel };
      await withEvenHeader(engine, place, header, (even) => insert(engine, table, { ...given, path: even }));
      separators.add(separator);
    };
    for (const encoding of await loadAsUtf8(engine, root, [file.path], load)) encodings.add(encoding);
  }
  const { names = [], partitions = [] } = columns ?? {};
  const all = [...names, ...partitions.map(({ name }) => name)];
  const dress: Dress = { encodings: [...encodings], separators: [...separators], decimal: '.' };
  return { names: all, types: all.map(() => 'VARCHAR'), raw: table, written: 'text', dress };
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
  given: { columns: Columns; header: CsvHeader; path: string; file: DataFile; parallel: boolean },
): Promise<void> {
  const { columns, header, path, file, parallel } = given;
  const { names, partitions } = columns;
  const targets = header.names.map((name) => `c${names.indexOf(name)}`);
  const types = targets.map((target) => `${target}: 'VARCHAR'`);
  const reader = `read_csv(${path}, auto_detect = false, header = true, columns = {${types.join(', ')}}, delim = ${quoteText(header.separator)}, quote = '"', escape = '"', nullstr = '', strict_mode = true, null_padding = false, compression = 'auto', parallel = ${parallel}, hive_partitioning = false)`;
  await checkFolders(engine, file, names, (name) => `SELECT c${names.indexOf(name)} AS v FROM ${reader}`);
  const said = partitions.map((column, index) => {
    const text = partitionText(file, column);
    return `${text === null ? 'NULL' : quoteText(text)} AS c${names.length + index}`;
  });
  const [made] = await engine.query(
    `INSERT INTO ${table} BY NAME SELECT ${[...targets, ...said].join(', ')} FROM ${reader}`,
  );
  if (toCount(made?.['Count']) === 0) await requireNoRows(engine, path, file.path, header, parallel);
}
