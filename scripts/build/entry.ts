import { beginAhead } from '../../packages/verbs/src/begin-ahead.ts';

/**
 * What the bundle exports. All are loaded when called, so that `assay --version` reads no verb and an action reads
 * no command line.
 */
type Action = typeof import('../../packages/action/src/index.ts');
type Thread = typeof import('../../packages/evaluate/src/parts/thread.ts');
type CommandLine = typeof import('../../packages/cli/src/main.ts');

export const runAction: Action['runAction'] = async (verb) =>
  (await import('../../packages/action/src/index.ts')).runAction(verb);

export const main: CommandLine['main'] = async (argv) => {
  beginAhead(argv, process.cwd());
  return (await import('../../packages/cli/src/main.ts')).main(argv);
};

/** What a thread of `evaluate` runs. */
export const workInThread = async (): Promise<ReturnType<Thread['workInThread']>> =>
  (await import('../../packages/evaluate/src/parts/thread.ts')).workInThread();
