import { run } from '../process.ts';

const FIRST_COMMIT = Date.UTC(2026, 0, 1);

/** An environment in which git knows nothing of this machine, so that the same steps give the same SHAs everywhere. */
export function gitEnvironment(minutes = 0): Record<string, string> {
  const date = new Date(FIRST_COMMIT + minutes * 60_000).toISOString();
  return {
    PATH: process.env['PATH'] ?? '',
    LC_ALL: 'C',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Ada Tester',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: 'Ada Tester',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
    GIT_COMMITTER_DATE: date,
  };
}

/** Runs git in `folder` and answers its output without the last line end. Throws where git fails. */
export async function git(
  folder: string,
  args: readonly string[],
  minutes?: number,
  input?: string,
): Promise<string> {
  const options = { cwd: folder, env: gitEnvironment(minutes), ...(input === undefined ? {} : { input }) };
  return (await run('git', args, options)).stdout.replace(/\n$/, '');
}

/** As `git`, but `undefined` where git fails: for questions that may have no answer. */
export async function tryGit(folder: string, args: readonly string[]): Promise<string | undefined> {
  const result = await run('git', args, { cwd: folder, env: gitEnvironment(), mayFail: true });
  return result.exitCode === 0 ? result.stdout.replace(/\n$/, '') : undefined;
}
