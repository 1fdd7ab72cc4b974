import { type Engine, openTable, type Table } from '@assay/data';

/** Opens the data that a data contract names: a data set of assay.yml by its name, else files. */
export function opensNamed(
  engine: Engine,
  root: string,
  sets: Readonly<Record<string, { readonly path: string | string[] }>>,
): (data: string) => Promise<Table> {
  return (data) =>
    openTable(engine, { path: Object.hasOwn(sets, data) ? (sets[data]?.path ?? data) : data, root });
}
