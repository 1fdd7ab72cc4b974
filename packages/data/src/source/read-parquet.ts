import { type Engine, quoteName } from '../engine/index.ts';
import { checkNames, checkSameColumns } from './column-names.ts';
import { enginePath } from './engine-path.ts';
import { unreadable } from './read-error.ts';
import type { Read } from './source.ts';

/** Parquet is not copied: each query reads the columns that it names. A type is the widest that the files have. */
export async function readParquet(
  engine: Engine,
  view: string,
  files: readonly string[],
  root: string,
): Promise<Read> {
  let first: { file: string; names: readonly string[] } | undefined;
  let columns: Described[] = [];
  for (const file of files) {
    columns = await describe(engine, [enginePath(root, file)]).catch((cause) => {
      throw unreadable(file, cause);
    });
    const names = columns.map(({ name }) => name);
    checkNames(names, file);
    first ??= { file, names };
    checkSameColumns(first, { file, names });
  }
  const paths = files.map((file) => enginePath(root, file));
  // Of one file that is known by now; of a thousand columns it takes as long as reading some of them.
  if (files.length > 1) {
    columns = await describe(engine, paths).catch((cause) => {
      throw unreadable(files.join(', '), cause);
    });
  }
  const selected = columns.map(({ name }, index) => `${quoteName(name)} AS c${index}`);
  await engine.query(`CREATE VIEW ${view} AS SELECT ${selected.join(', ')} FROM ${reader(paths)}`);
  return {
    names: columns.map(({ name }) => name),
    types: columns.map(({ type }) => type),
    raw: view,
    written: 'typed',
  };
}

interface Described {
  readonly name: string;
  readonly type: string;
}

async function describe(engine: Engine, paths: readonly string[]): Promise<Described[]> {
  const rows = await engine.query(`DESCRIBE SELECT * FROM ${reader(paths)}`);
  return rows.map((row) => ({ name: String(row['column_name']), type: String(row['column_type']) }));
}

function reader(paths: readonly string[]): string {
  return `read_parquet([${paths.join(', ')}], union_by_name = true, hive_partitioning = false)`;
}
