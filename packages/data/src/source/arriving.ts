import { resolve } from 'node:path';
import type { Engine } from '../engine/index.ts';
import { type Digesting, digestBeside } from './digest-beside.ts';
import { findFiles } from './find-files.ts';
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
  const root = resolve(options.root);
  const files = (await findFiles([options.path].flat(), root)).map(({ path }) => path);
  // It begins before the engine does, and would go on after a mistake was told.
  const stop = new AbortController();
  const digested = digestBeside(root, files, stop.signal);
  try {
    return { ...(await openUnwarned(engine, options)), digested };
  } catch (cause) {
    stop.abort();
    throw cause;
  }
}
