import { resolve } from 'node:path';
import type { Engine } from '../engine/index.ts';
import { type Digesting, digestBeside } from './digest-beside.ts';
import { openUnwarned } from './open-source.ts';
import type { Table } from './source.ts';

/** Data whose bytes are digested while other work goes on. */
export interface Arriving extends Table {
  readonly digested: Digesting;
}

/** Opens files to be checked as openSource does, without waiting for their digest. @throws UserError as openSource */
export async function openArriving(
  engine: Engine,
  options: { readonly path: string | readonly string[]; readonly root: string },
): Promise<Arriving> {
  const table = await openUnwarned(engine, options);
  return { ...table, digested: digestBeside(resolve(options.root), table.files) };
}
