import { type SpawnOptions, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { killGroup } from '../process.ts';

const POLL_MILLISECONDS = 100;

/** A server that is a program of its own. */
interface ServerProgram {
  name: string;
  program: string;
  args: readonly string[];
  /** It works there, and writes `server.log`. */
  folder: string;
  env?: SpawnOptions['env'];
  isReady(): Promise<boolean>;
  readyMilliseconds: number;
}

/**
 * Starts a server and waits until it answers. It ends, with all that it has started, on `close` and with this process.
 *
 * @throws with the end of its log, where it has ended before or takes too long
 */
export async function startServer(server: ServerProgram): Promise<{ close(): Promise<void> }> {
  const { name, program, args, folder, env, isReady, readyMilliseconds } = server;
  const path = join(folder, 'server.log');
  const log = openSync(path, 'w');
  const child = spawn(program, args, { cwd: folder, env, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = () => killGroup(child.pid, 'SIGKILL');
  process.once('exit', stop);
  const close = async () => {
    process.off('exit', stop);
    stop();
    await ended;
  };
  for (let waited = 0; !(await isReady()); waited += POLL_MILLISECONDS) {
    if (child.exitCode !== null || child.pid === undefined || waited > readyMilliseconds) {
      await close();
      throw new Error(`${name} does not start:\n${readFileSync(path, 'utf8').slice(-3000)}`);
    }
    await setTimeout(POLL_MILLISECONDS);
  }
  return { close };
}
