import { UserError } from '@assay/contract';
import { type Engine, quoteName, quoteText } from '../engine/index.ts';
import { checkFolders } from './check-folders.ts';
import { checkNames } from './column-names.ts';
import { enginePath } from './engine-path.ts';
import { loadAsUtf8 } from './load-as-utf8.ts';
import { PATH_COLUMN, partitionColumns, partitionInPath } from './partitions.ts';
import type { DataFile, Dress, Read } from './source.ts';

/**
 * Reads JSON Lines once, as texts, into a table. The columns are the keys of all rows; a key that a row lacks is null; a
 * value is taken for what it says, quoted or not; a nested value is its JSON text.
 */
export async function readJsonl(
  engine: Engine,
  table: string,
  found: readonly DataFile[],
  root: string,
): Promise<Read> {
  const files = found.map(({ path }) => path);
  let names: readonly string[] = [];
  const encodings = await loadAsUtf8(engine, root, files, async (places) => {
    const paths = places.map((place) => enginePath(place.root, place.file));
    names = await insert(engine, table, found, paths);
  });
  const dress: Dress = { encodings: [...new Set(encodings)], separators: [], decimal: '.' };
  return { names, types: names.map(() => 'VARCHAR'), raw: table, written: 'text', dress };
}

/** @returns the names of the columns */
async function insert(
  engine: Engine,
  table: string,
  found: readonly DataFile[],
  paths: readonly string[],
): Promise<string[]> {
  const file = found.map(({ path }) => path).join(', ');
  const reader = (options = '') =>
    `read_json([${paths.join(', ')}], format = 'newline_delimited', records = true, maximum_depth = 1, sample_size = -1, map_inference_threshold = -1, union_by_name = true, hive_partitioning = false${options})`;
  const described = await engine.query(`DESCRIBE SELECT * FROM ${reader()}`);
  const names = described.map((row) => String(row['column_name']));
  if (names.length === 0) {
    throw new UserError('data-empty', `${file}: no row`, { fix: 'write one JSON object a line' });
  }
  // The engine renames keys that differ in case only (a, A_1) and the empty key (C0): look at the keys themselves.
  const renamed = names.some((name) => /_\d+$|^C\d+$/.test(name));
  checkNames(renamed ? await keysOf(engine, paths) : names, file);
  for (const [i, each] of found.entries()) {
    const only = (name: string) =>
      `read_json([${paths[i]}], format = 'newline_delimited', columns = {${quoteText(name)}: 'JSON'}, hive_partitioning = false)`;
    await checkFolders(
      engine,
      each,
      names,
      (name) => `SELECT ${quoteName(name)} ->> '$' AS v FROM ${only(name)}`,
    );
  }
  const partitions = partitionColumns(found, names);
  const values = [
    ...names.map((name) => `${quoteName(name)} ->> '$'`),
    ...partitions.map((column) => `CAST(${partitionInPath(column, PATH_COLUMN)} AS VARCHAR)`),
  ];
  const from = reader(partitions.length > 0 ? `, filename = '${PATH_COLUMN}'` : '');
  const columns = values.map((value, index) => `${value} AS c${index}`);
  await engine.query(`CREATE TABLE ${table} AS SELECT ${columns.join(', ')} FROM ${from}`);
  return [...names, ...partitions.map(({ name }) => name)];
}

async function keysOf(engine: Engine, paths: readonly string[]): Promise<string[]> {
  const objects = `read_json_objects([${paths.join(', ')}], format = 'newline_delimited')`;
  const rows = await engine.query(
    `SELECT DISTINCT unnest(json_keys(json)) AS key FROM ${objects} ORDER BY key`,
  );
  return rows.map(({ key }) => String(key));
}
