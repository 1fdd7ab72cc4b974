import { spawn } from 'node:child_process';

export interface RunOptions {
  cwd?: string;
  /** The whole environment of the child; by default this process's own. */
  env?: Record<string, string | undefined>;
  input?: string | Uint8Array;
  /** After this the child and everything that it started is killed. */
  timeLimitMilliseconds?: number;
  /** Answer with the exit code instead of throwing when it is not 0. */
  mayFail?: boolean;
}

export interface RunResult {
  /** `null` where a signal ended it. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  /** The same, for what is not UTF-8. */
  bytes: Buffer;
  stderr: string;
  timedOut: boolean;
}

/** Runs a command without a shell and waits for it. Throws with both outputs when it fails, unless `mayFail`. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const { cwd, env = process.env, input, timeLimitMilliseconds = 60_000, mayFail = false } = options;
  // A process group of its own, so that a command's own children die with it.
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  // A child that does not read its input closes the pipe: its exit code tells, not the pipe.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);

  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    killGroup(child.pid, 'SIGKILL');
  }, timeLimitMilliseconds);
  const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, by) => resolve([code, by]));
  }).finally(() => clearTimeout(timer));

  const bytes = Buffer.concat(stdout);
  const result = {
    exitCode,
    signal,
    stdout: bytes.toString('utf8'),
    bytes,
    stderr: Buffer.concat(stderr).toString('utf8'),
    timedOut,
  };
  if (exitCode !== 0 && !mayFail) throw new Error(failure(command, args, result, timeLimitMilliseconds));
  return result;
}

/** Sends a signal to a detached child and to everything that it started; a group that has ended is no error. */
export function killGroup(processId: number | undefined, signal: NodeJS.Signals): void {
  if (processId === undefined) return;
  try {
    process.kill(-processId, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function failure(command: string, args: readonly string[], result: RunResult, limit: number): string {
  const how = result.timedOut
    ? `took more than ${limit} ms`
    : `ended with ${result.exitCode ?? result.signal}`;
  return `${[command, ...args].join(' ')} ${how}\n${result.stdout}${result.stderr}`;
}
