import { type Engine, quoteName, toCount } from '../engine/index.ts';
import { checkFolders } from './check-folders.ts';
import { checkNames, checkSameColumns } from './column-names.ts';
import { checkTypes } from './column-types.ts';
import { enginePath } from './engine-path.ts';
import { PATH_COLUMN, partitionColumns, partitionInPath } from './partitions.ts';
import { unreadable } from './read-error.ts';
import type { DataFile, Read, SourceColumn } from './source.ts';

/** Parquet is not copied: each query reads the columns that it names. A type is the widest that the files have. */
export async function readParquet(
  engine: Engine,
  view: string,
  found: readonly DataFile[],
  root: string,
): Promise<Read> {
  const files = found.map(({ path }) => path);
  let first: { file: string; names: readonly string[]; columns: readonly SourceColumn[] } | undefined;
  let columns: SourceColumn[] = [];
  for (const each of found) {
    const file = each.path;
    columns = await describe(engine, [enginePath(root, file)]).catch((cause) => {
      throw unreadable(file, cause);
    });
    const names = columns.map(({ name }) => name);
    // The engine renames columns that are called the same (x, x_1; also x, X_1) or nothing (C0): look at the file's own names.
    const renamed = names.some((name) => /_\d+$|^C\d+$/.test(name));
    checkNames(renamed ? await namesInFile(engine, enginePath(root, file)) : names, file);
    first ??= { file, names, columns };
    checkSameColumns(first, { file, names });
    checkTypes(first, { file, columns });
    const from = reader([enginePath(root, file)]);
    await checkFolders(engine, each, names, (name) => `SELECT ${quoteName(name)} AS v FROM ${from}`);
  }
  const paths = files.map((file) => enginePath(root, file));
  // Of one file that is known by now; of a thousand columns it takes as long as reading some of them.
  if (files.length > 1) {
    columns = await describe(engine, paths).catch((cause) => {
      throw unreadable(files.join(', '), cause);
    });
  }
  const partitions = partitionColumns(
    found,
    columns.map(({ name }) => name),
  );
  const values = [
    ...columns.map(({ name }) => quoteName(name)),
    ...partitions.map((column) => partitionInPath(column, PATH_COLUMN)),
  ];
  const selected = values.map((value, index) => `${value} AS c${index}`);
  const from = reader(paths, partitions.length > 0);
  await engine.query(`CREATE VIEW ${view} AS SELECT ${selected.join(', ')} FROM ${from}`);
  const all = [...columns, ...partitions];
  return {
    names: all.map(({ name }) => name),
    types: all.map(({ type }) => type),
    raw: view,
    only: (indexes) => `(SELECT ${indexes.map((index) => selected[index]).join(', ') || '1'} FROM ${from})`,
    written: 'typed',
    dress: null,
  };
}

/** The names of the columns as the file has them, those within nested ones left out. */
async function namesInFile(engine: Engine, path: string): Promise<string[]> {
  // The schema stands there as a tree, each node before its children; the first is the table.
  const nodes = await engine.query(
    `SELECT name, coalesce(num_children, 0) AS children FROM parquet_schema(${path})`,
  );
  const names: string[] = [];
  let within = 0;
  for (const { name, children } of nodes.slice(1)) {
    if (within === 0) names.push(String(name));
    else within--;
    within += toCount(children);
  }
  return names;
}

async function describe(engine: Engine, paths: readonly string[]): Promise<SourceColumn[]> {
  const rows = await engine.query(`DESCRIBE SELECT * FROM ${reader(paths)}`);
  return rows.map((row) => ({ name: String(row['column_name']), type: String(row['column_type']) }));
}

function reader(paths: readonly string[], withFile = false): string {
  const file = withFile ? `, filename = '${PATH_COLUMN}'` : '';
  return `read_parquet([${paths.join(', ')}], union_by_name = true, hive_partitioning = false${file})`;
}
