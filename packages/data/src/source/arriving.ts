import { resolve } from 'node:path';
import { digestPaths } from '@assay/contract';
import type { Engine } from '../engine/index.ts';
import { openTable } from './open-source.ts';
import type { Source, Table } from './source.ts';

/** Data whose bytes are digested while other work goes on. */
export interface Arriving extends Table {
  readonly digested: Promise<Pick<Source, 'bytes' | 'digest'>>;
}

/** Opens files as openSource does, without waiting for their digest. @throws UserError as openSource */
export async function openArriving(
  engine: Engine,
  options: { readonly path: string | readonly string[]; readonly root: string },
): Promise<Arriving> {
  const table = await openTable(engine, options);
  const digested = digestPaths(resolve(options.root), table.files);
  // Whoever awaits it learns what went wrong; where something else went wrong before, nobody does.
  digested.catch(() => {});
  return { ...table, digested };
}
