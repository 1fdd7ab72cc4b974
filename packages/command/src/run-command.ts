import { randomUUID } from 'node:crypto';
import { type Output, OutputPump } from './output-pump.ts';
import { ProcessTree } from './process-tree.ts';
import { findShell } from './shell.ts';
import { startShell } from './start-shell.ts';

/** From TERM to KILL. */
const GRACE_MS = 10_000;
/** Timers hold no more: 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

export interface CommandRequest {
  command: string;
  /** The folder that it runs in. */
  root: string;
  /** The whole environment of the command. */
  environment: NodeJS.ProcessEnv;
  timeLimitMs: number;
  output: Output;
  signal?: AbortSignal | undefined;
  graceMs?: number;
}

export interface CommandResult {
  /** Exit code; `null` when it ended by a signal. */
  exit: number | null;
  /** Why we ended it; `undefined` when it ended by itself. */
  ended: 'time-limit' | 'aborted' | undefined;
  /** The signal that it ended by, ours or not. */
  signal: NodeJS.Signals | null;
  /** Wall-clock time until the command's shell ended. */
  seconds: number;
  /** See ProcessTree; `null` when it could not be measured. */
  peakBytes: number | null;
  /** Processes that could not be ended: another user's, for example. */
  survivors: readonly number[];
}

/**
 * Runs a command in a shell and its own process group, and hands on its output as it comes.
 *
 * Nothing of it is left behind: at the time limit, on abort, when the receiver of the output throws, and for what it
 * left in the background, the whole tree gets TERM and after 10 s KILL. It has no standard input.
 *
 * @throws UserError `platform-unsupported`, `command-not-started`
 */
export async function runCommand(request: CommandRequest): Promise<CommandResult> {
  const { command, root, environment, output, signal, graceMs = GRACE_MS } = request;
  const shell = await findShell(environment);
  if (signal?.aborted) {
    return { exit: null, ended: 'aborted', signal: null, seconds: 0, peakBytes: null, survivors: [] };
  }
  const begun = performance.now();
  const id = randomUUID();
  const { child, pid } = await startShell(shell, command, root, { ...environment, ASSAY_COMMAND: id });
  const exited = new Promise<Pick<CommandResult, 'exit' | 'signal'>>((resolve) => {
    child.once('exit', (exit, by) => resolve({ exit, signal: by }));
  });
  const tree = new ProcessTree(pid, new Set([`ASSAY_COMMAND=${id}`]));
  const pump = new OutputPump({ stdout: child.stdout, stderr: child.stderr }, output);
  const over = new AbortController();
  const watching = tree.watch(over.signal);
  const killNow = () => tree.killNow();
  process.once('exit', killNow);
  try {
    const limit = whenToEnd(request.timeLimitMs, signal, over.signal);
    const ended = await Promise.race([exited.then(() => undefined), limit, pump.failed]);
    let survivors = ended === undefined ? [] : await tree.end(graceMs);
    const gone = survivors.length === 0 ? await exited : { exit: null, signal: null };
    const seconds = (performance.now() - begun) / 1000;
    survivors = await tree.end(graceMs);
    await pump.finish();
    return { ...gone, ended, seconds, peakBytes: tree.peakBytes, survivors };
  } finally {
    await tree.end(graceMs);
    over.abort();
    await watching;
    process.off('exit', killNow);
    child.unref();
  }
}

/**
 * Ends what is left of commands whose runner was killed: every process of this machine that was started with one of these
 * `NAME=value` in its environment, and what came from it. A process id alone, which may be another's by now, ends nothing.
 * Only Linux shows the environment: elsewhere nothing is found.
 *
 * @returns ids of processes that could not be ended
 */
export function endStrays(variables: ReadonlySet<string>, graceMs = GRACE_MS): Promise<number[]> {
  return new ProcessTree(null, variables).end(graceMs);
}

function whenToEnd(
  timeLimitMs: number,
  abort: AbortSignal | undefined,
  over: AbortSignal,
): Promise<'time-limit' | 'aborted'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('time-limit'), Math.min(timeLimitMs, LONGEST_MS));
    over.addEventListener('abort', () => clearTimeout(timer), { once: true });
    abort?.addEventListener('abort', () => resolve('aborted'), { once: true, signal: over });
  });
}
