import { resolve } from 'node:path';
import { type Engine, openEngine } from '@assay/data';
import type { Context } from './context.ts';

/** Runs a step with an engine that may read the user's repository and nothing else, and is closed again whatever happens. */
export async function withEngine<T>(
  context: Context,
  libraryPath: string | undefined,
  step: (engine: Engine) => Promise<T>,
): Promise<T> {
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
  });
  try {
    return await step(engine);
  } finally {
    engine.close();
  }
}
