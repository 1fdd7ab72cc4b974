import type { DataSet } from '@assay/contract';
import {
  type Arriving,
  type Engine,
  isTrinoTable,
  openTrinoData,
  openTrinoTable,
  type Table,
  type TableRows,
} from '@assay/data';
import type { Context } from './context.ts';
import { opensNamed } from './named-data.ts';
import { askTrino } from './table.ts';

/** A data set that is open, and what is asked about it. */
export interface Opened {
  readonly engine: Engine;
  readonly source: Arriving;
  /** Opens other data that its contract names. */
  readonly open: (data: string) => Promise<Table>;
  /** Name and version of what was asked, where it is not what the record says. */
  readonly version: string | undefined;
}

type Sets = Readonly<Record<string, Pick<DataSet, 'path' | 'where'>>>;

/**
 * Opens a table of a Trino server for `use`.
 *
 * @param parser as {@link askTrino}
 */
export async function withTable<T>(
  parser: Engine,
  context: Context,
  { path, ...rows }: TableRows & { readonly path: readonly string[] },
  sets: Sets,
  use: (opened: Opened) => Promise<T>,
): Promise<T> {
  const engine = askTrino(parser, context);
  const [data = ''] = path;
  const source = await openTrinoData(engine, data, rows);
  const [row] = await engine.query('SELECT version() AS version');
  const files = opensNamed(parser, context.root, sets);
  const open = (other: string) => {
    const named = tableOf(other, sets);
    return named === undefined ? files(other) : openTrinoTable(engine, named.path, named);
  };
  return use({ engine, source, open, version: `trino ${row?.['version']}` });
}

/** A table among other data that a contract names. */
function tableOf(data: string, sets: Sets): { path: string; where?: string | undefined } | undefined {
  const { path, where } = (Object.hasOwn(sets, data) ? sets[data] : undefined) ?? { path: data };
  const [table = '', ...more] = [path].flat();
  return more.length === 0 && isTrinoTable(table) ? { path: table, where } : undefined;
}
