import { digestBeside, type Engine, openTable, openTrinoData, watchFiles } from '@assay/data';
import { type Side, sideOf } from '@assay/drift';
import type { Context } from './context.ts';
import { askTrino, isTable, type NamedRows } from './table.ts';

/** One side of a comparison. */
export interface OpenSide {
  readonly side: Side;
  readonly digested: Promise<{ readonly digest: string }>;
  /** To be asked when it was counted. @throws UserError `data-changed`: files did */
  readonly requireUnchanged: () => Promise<void>;
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
    const side = await sideOf(engine, table);
    const { digested } = table;
    // It is awaited at the end; what fails before is told before.
    digested.catch(() => {});
    return { side, digested, requireUnchanged: async () => {} };
  }
  const table = await openTable(duckdb, { path, root: context.root, encoding });
  const requireUnchanged = await watchFiles(context.root, table.files);
  const digested = digestBeside(context.root, table.files);
  return { side: await sideOf(duckdb, table), digested, requireUnchanged };
}
