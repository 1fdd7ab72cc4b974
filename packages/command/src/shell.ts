import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { UserError } from '@assay/contract';

/** A program and the arguments that make it run one command text. */
export interface Shell {
  file: string;
  args: (command: string) => string[];
}

/**
 * The shell of GitHub's `run:` steps: bash that stops at the first failure, also inside a pipe; where there is no bash,
 * sh that stops at the first failure. The command comes after `--`, so that one that begins with `-` is no option.
 *
 * @throws UserError `platform-unsupported` on Windows, which has no process groups: what a command leaves there could
 * not be ended.
 */
export async function findShell(environment: NodeJS.ProcessEnv, platform = process.platform): Promise<Shell> {
  if (platform === 'win32') {
    throw new UserError('platform-unsupported', 'training commands do not run on Windows', {
      fix: 'run the job on Linux or macOS, or in WSL',
    });
  }
  const bash = await findProgram('bash', environment);
  if (bash === undefined) return { file: '/bin/sh', args: (command) => ['-e', '-c', '--', command] };
  return {
    file: bash,
    args: (command) => ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', '--', command],
  };
}

async function findProgram(name: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  // An empty or relative entry would mean the folder that the command runs in: never the place of the shell.
  const folders = (environment['PATH'] ?? '/usr/bin:/bin')
    .split(delimiter)
    .filter((at) => at.startsWith('/'));
  for (const folder of folders) {
    const file = join(folder, name);
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return undefined;
}
