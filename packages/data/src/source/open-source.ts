import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { digestPaths, type Encoding, UserError } from '@assay/contract';
import { type Engine, quoteName } from '../engine/index.ts';
import { readDecimalCommas } from './decimal-commas.ts';
import { findFiles } from './find-files.ts';
import { type Format, formatOf } from './formats.ts';
import { requireNoPointer } from './lfs-pointer.ts';
import { readCsv } from './read-csv.ts';
import { readJsonl } from './read-jsonl.ts';
import { readParquet } from './read-parquet.ts';
import { sniffTypes } from './sniff.ts';
import type { DataFile, Dress, Read, Source, Table } from './source.ts';
import { typedColumn } from './typed-column.ts';
import { watchFiles } from './unchanged.ts';
import { warnOfGuess } from './warn-of-guess.ts';
import { checkWhole } from './whole-files.ts';

/** How many sources each engine has opened: their tables are numbered. */
const opened = new WeakMap<Engine, number>();

/** Files to open. */
export interface ToOpen {
  readonly path: string | readonly string[];
  readonly root: string;
  /** What a data contract says that their texts are in: then people are not warned that it is a guess. */
  readonly encoding?: Encoding | undefined;
}

/**
 * Opens files as one table: CSV, TSV, JSON Lines (each also .gz or .zst) or Parquet.
 *
 * CSV and the like are parsed once, into the engine's memory (and its bounded temporary space); Parquet is read as needed.
 *
 * @throws UserError `data-file-not-found`, `data-is-folder`, `data-is-pipe`, `data-is-link`, `data-format-unknown`, `data-formats-mixed`,
 *   `data-empty`, `data-pointer`, `data-cut`, `data-changed`, `data-unreadable`, `data-decimal`, `data-columns-differ`, `data-folder-differs`,
 *   `data-types-differ`, `column-unnamed`, `column-repeated`, `column-names-collide`, and the engine's own
 */
export async function openSource(engine: Engine, options: ToOpen): Promise<Source> {
  const root = resolve(options.root);
  const files = (await findFiles([options.path].flat(), root)).map(({ path }) => path);
  const requireUnchanged = watchFiles(root, files);
  const table = await openTable(engine, options);
  const { digest, bytes } = await digestPaths(root, table.files);
  requireUnchanged();
  return { ...table, bytes, digest };
}

/** How many bytes the files have together. @throws UserError as openSource, where there are none */
export async function bytesOf({ path, root }: ToOpen): Promise<number> {
  const files = await findFiles([path].flat(), resolve(root));
  const sizes = files.map(async (file) => (await stat(join(root, file.path))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** The same before its bytes were digested, for whoever does that beside other work. @throws UserError as openSource */
export async function openTable(engine: Engine, options: ToOpen): Promise<Table> {
  const table = await openUnwarned(engine, options);
  if (options.encoding === undefined) warnOfGuess(engine, table);
  return table;
}

/** The same, for whoever judges how it was read. */
export async function openUnwarned(engine: Engine, options: ToOpen): Promise<Table> {
  const root = resolve(options.root);
  const found = await findFiles([options.path].flat(), root);
  const files = found.map(({ path }) => path);
  const format = formatOf(files);
  for (const file of files) {
    const { size } = await stat(join(root, file));
    await requireNoPointer(root, file, size);
    if (size > 0) continue;
    throw new UserError('data-empty', `${file} is empty`, {
      fix: 'was it written to the end? Write it again',
    });
  }
  await checkWhole(root, files);
  const number = (opened.get(engine) ?? 0) + 1;
  opened.set(engine, number);
  const read = await readFiles(engine, `source_${number}_raw`, format, found, root);
  const raws = read.names.map((_, index) => `c${index}`);
  const types = read.written === 'text' ? await sniffTypes(engine, read.raw, raws) : [...read.types];
  const dress = read.dress === null ? null : await undress(engine, read, read.dress, types);
  const columns = read.names.map((name, index) => ({ name, type: types[index] ?? 'VARCHAR' }));
  const relation = `source_${number}`;
  const { raw, only = () => raw, written } = read;
  const selected = columns.map(
    ({ name }, index) => `${typedColumn({ columns, written }, index)} AS ${quoteName(name)}`,
  );
  await engine.query(`CREATE VIEW ${relation} AS SELECT ${selected.join(', ')} FROM ${raw}`);
  const shown = dress === null || isPlain(dress, format) ? null : dress;
  return { dialect: engine.dialect, relation, columns, raw, only, written, dress: shown, files };
}

/** Writes decimal commas as points, where there are some, and finds out the types of their columns anew. */
async function undress(engine: Engine, { raw, names }: Read, dress: Dress, types: string[]): Promise<Dress> {
  if (dress.separators.length === 0 || dress.separators.includes(',')) return dress;
  const texts = types.flatMap((type, index) => (type === 'VARCHAR' ? [index] : []));
  const written = await readDecimalCommas(engine, raw, names, texts);
  if (written.length === 0) return dress;
  const columns = written.map((index) => `c${index}`);
  for (const [i, type] of (await sniffTypes(engine, raw, columns)).entries()) types[written[i] ?? 0] = type;
  return { ...dress, decimal: ',' };
}

/** Whether it is as the name of the file says. */
function isPlain({ encodings, separators, decimal }: Dress, format: Format): boolean {
  const usual = format === 'tsv' ? '\t' : ',';
  return decimal === '.' && [...encodings, ...separators].every((one) => one === 'utf-8' || one === usual);
}

/** Lets go of a table, and of what the engine holds of it. */
export async function closeTable(engine: Engine, { relation, raw, written }: Table): Promise<void> {
  // Of a server's nothing was made.
  if (engine.dialect.name !== 'duckdb') return;
  await engine.query(`DROP VIEW ${relation}`);
  await engine.query(`DROP ${written === 'text' ? 'TABLE' : 'VIEW'} ${raw}`);
}

function readFiles(
  engine: Engine,
  name: string,
  format: Format,
  files: readonly DataFile[],
  root: string,
): Promise<Read> {
  switch (format) {
    case 'csv':
      return readCsv(engine, name, files, root, ',');
    case 'tsv':
      return readCsv(engine, name, files, root, '\t');
    case 'jsonl':
      return readJsonl(engine, name, files, root);
    case 'parquet':
      return readParquet(engine, name, files, root);
  }
}
