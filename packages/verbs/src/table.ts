import { type Encoding, UserError } from '@assay/contract';
import { type Engine, isTrinoTable, openTrino, serverOf } from '@assay/data';
import type { Context } from './context.ts';

/** Files, or a table and which rows of it. */
export interface NamedRows {
  readonly path: readonly string[];
  readonly where?: string | undefined;
  /** Of files, where they are not in UTF-8. */
  readonly encoding?: Encoding | undefined;
}

/** Whether a data set is a table of a Trino server. @throws UserError `trino-alone`: beside others it is no data set */
export function isTable(path: readonly string[]): boolean {
  if (!path.some(isTrinoTable)) return false;
  if (path.length === 1) return true;
  throw new UserError('trino-alone', 'a table of Trino and other data are named as one data set', {
    fix: 'name the table alone; of several tables make a view in Trino',
  });
}

const asked = new WeakMap<Engine, Engine>();

/**
 * Opens the Trino server of the environment, one for all that a run asks: ASSAY_TRINO_URL, with ASSAY_TRINO_USER, ASSAY_TRINO_PASSWORD or ASSAY_TRINO_TOKEN.
 *
 * @param parser DuckDB, which reads conditions and patterns
 */
export function askTrino(parser: Engine, context: Context): Engine {
  const known = asked.get(parser);
  if (known !== undefined) return known;
  const trino = openTrino({
    server: serverOf(context.environment),
    parser,
    signal: context.signal,
    log: (message) => context.log.info(message),
  });
  asked.set(parser, trino);
  return trino;
}

/** Tells what was asked of a Trino server, where one was. */
export function closeTrino(parser: Engine): void {
  asked.get(parser)?.close();
}
