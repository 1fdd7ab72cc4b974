import { resolve } from 'node:path';
import { type Engine, openEngine } from '@assay/data';
import type { Context } from './context.ts';
import { closeTrino } from './table.ts';

/**
 * Runs a step with an engine that may read the user's repository and nothing else, and is closed again whatever happens.
 * Answers also with the engine's name and version, for the record: `duckdb 1.5.6`.
 */
export async function withEngine<T>(
  context: Context,
  libraryPath: string | undefined,
  step: (engine: Engine) => Promise<T>,
): Promise<{ found: T; engine: string }> {
  const { toolCache, registry, root } = context;
  const log = (message: string) => context.log.info(message);
  const engine = openEngine({
    duckdb: {
      ...(libraryPath === undefined ? {} : { libraryPath: resolve(root, libraryPath) }),
      toolCache,
      registry,
      log,
    },
    folders: [root],
    warn: (message) => context.log.warn(message),
  });
  try {
    const found = await step(engine);
    const [row] = await engine.query('SELECT version() AS version');
    return { found, engine: `duckdb ${String(row?.['version']).replace(/^v/, '')}` };
  } finally {
    closeTrino(engine);
    engine.close();
  }
}
