import type { Git } from '../git/git.ts';
import type { Mirror } from './mirror.ts';

/**
 * A file of the user's as a commit has it, from the clone alone; `null`: it has none, `undefined`: the commit is not here.
 *
 * @param path relative to the folder that the clone works in
 */
export async function fileInClone(
  clone: Git,
  commit: string,
  path: string,
): Promise<string | null | undefined> {
  const here = await clone.try(['cat-file', '-e', `${commit}^{tree}`]);
  if (here.code !== 0) return undefined;
  const top = (await clone.run(['rev-parse', '--show-toplevel'])).trim();
  return show(clone.in(top), commit, await fromTop(clone, path));
}

/**
 * The same where the clone does not have the commit, as a shallow one: it is left as it is, and the mirror fetches the commit,
 * of its files this one alone.
 */
export async function fetchFile(
  clone: Git,
  mirror: Mirror,
  commit: string,
  path: string,
): Promise<string | null | undefined> {
  const fetched = await mirror.fetchTree(commit);
  return fetched.code === 0 ? show(mirror.git, commit, await fromTop(clone, path)) : undefined;
}

async function fromTop(clone: Git, path: string): Promise<string> {
  return `${(await clone.run(['rev-parse', '--show-prefix'])).trim()}${path}`;
}

async function show(git: Git, commit: string, path: string): Promise<string | null> {
  const listed = await git.run(['--literal-pathspecs', 'ls-tree', '-z', commit, '--', path]);
  const [mode = '', , oid] = listed.split(/[ \t]/);
  return mode.startsWith('100') && oid !== undefined ? git.run(['cat-file', 'blob', oid]) : null;
}
