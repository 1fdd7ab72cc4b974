import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { UserError } from '@assay/contract';
import type { Shell } from './shell.ts';

/** A shell that runs. */
export interface Started {
  child: ChildProcessByStdio<null, Readable, Readable>;
  pid: number;
}

/**
 * Starts a shell with a command, in a process group of its own and without standard input.
 *
 * @throws UserError `command-not-started`: it is longer than the system takes, or has a NUL character; or the folder is gone
 */
export async function startShell(
  shell: Shell,
  command: string,
  root: string,
  environment: NodeJS.ProcessEnv,
): Promise<Started> {
  try {
    const child = spawn(shell.file, shell.args(command), {
      cwd: root,
      env: environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (child.pid === undefined) throw (await once(child, 'error'))[0];
    return { child, pid: child.pid };
  } catch (cause) {
    const why = command.includes('\0') ? 'it has a NUL character' : (cause as NodeJS.ErrnoException).code;
    throw new UserError('command-not-started', `the command cannot be started: ${why}`, {
      fix: 'a command is text of at most 128 KB, which runs in the folder of the contract: put a longer one in a script',
      cause,
    });
  }
}
