import { type Digesting, digestBeside, type Engine, openTable, openTrinoData } from '@assay/data';
import { type Side, sideOf } from '@assay/drift';
import type { Context } from './context.ts';
import { askTrino, isTable, type NamedRows } from './table.ts';

/** One side of a comparison. */
export interface OpenSide {
  readonly side: Side;
  readonly digested: Digesting;
}

/** Opens files with DuckDB, or a table with the server that it is of. */
export async function openSide(
  duckdb: Engine,
  context: Context,
  { path, where, encoding }: NamedRows,
): Promise<OpenSide> {
  if (isTable(path)) {
    const [data = ''] = path;
    const engine = askTrino(duckdb, context);
    const table = await openTrinoData(engine, data, { where });
    return { side: await sideOf(engine, table), digested: table.digested };
  }
  const table = await openTable(duckdb, { path, root: context.root, encoding });
  const digested = digestBeside(context.root, table.files);
  return { side: await sideOf(duckdb, table), digested };
}
