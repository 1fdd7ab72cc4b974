import type { Git } from '../git/git.ts';
import type { Mirror } from './mirror.ts';

/**
 * A file of the user's as a commit has it; `null`: it has none, `undefined`: the commit cannot be had.
 *
 * A shallow clone does not have the commit, and is left as it is: the mirror fetches it, of its files this one alone.
 *
 * @param path relative to the folder that the clone works in
 */
export async function fileAt(
  clone: Git,
  mirror: Mirror,
  commit: string,
  path: string,
): Promise<string | null | undefined> {
  const prefix = (await clone.run(['rev-parse', '--show-prefix'])).trim();
  const whole = `${prefix}${path}`;
  const here = await clone.try(['cat-file', '-e', `${commit}^{tree}`]);
  if (here.code === 0) return show(clone.in(await topOf(clone)), commit, whole);
  const fetched = await mirror.git.try([
    'fetch',
    '--quiet',
    '--no-tags',
    '--depth=1',
    '--filter=blob:none',
    '--no-write-fetch-head',
    'origin',
    commit,
  ]);
  return fetched.code === 0 ? show(mirror.git, commit, whole) : undefined;
}

async function topOf(clone: Git): Promise<string> {
  return (await clone.run(['rev-parse', '--show-toplevel'])).trim();
}

async function show(git: Git, commit: string, path: string): Promise<string | null> {
  const listed = await git.run(['--literal-pathspecs', 'ls-tree', '-z', commit, '--', path]);
  const [mode = '', , oid] = listed.split(/[ \t]/);
  return mode.startsWith('100') && oid !== undefined ? git.run(['cat-file', 'blob', oid]) : null;
}
