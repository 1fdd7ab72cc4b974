import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { isLfsPointer } from '@assay/data';
import { type Git, tellingLine } from '@assay/registry';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';

/** The files of a data set as a commit has them; `same`: every one as it is now. */
export type BaseData =
  | { readonly kind: 'same' }
  | { readonly kind: 'files'; readonly paths: readonly string[]; remove(): Promise<void> }
  /** Git cannot give them, as where they are new or kept elsewhere. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** GitHub takes no larger file. */
const LARGEST = 200e6;

const DIFFERING = ['diff', '--name-only', '-z', '--no-renames', '--relative', '--no-ext-diff'];

const literal = (path: string) => `:(literal)${path}`;

interface Entry {
  readonly path: string;
  readonly object: string;
  readonly bytes: number;
}

/**
 * The files of a data set at a commit. What has not changed since is taken from the work tree; of the rest a copy is written where
 * an engine may read it, which the caller removes.
 *
 * @param commit one that is here, see {@link fetchCommit}
 * @param files those that the data set has now, relative to the root
 * @param namedThere the paths and patterns that it was written with at the commit
 */
export async function baseData(
  context: Context,
  git: Git,
  commit: string,
  files: readonly string[],
  namedThere: readonly string[],
): Promise<BaseData> {
  const short = commit.slice(0, 7);
  const found = new Map<string, Entry>();
  for (const named of namedThere) {
    const entries = await entriesOf(git, commit, await matched(git, commit, named));
    if (entries.length === 0)
      return {
        kind: 'unknown',
        reason: `git has no ${named} at ${short}: it is new, had another name, or is kept elsewhere, as by DVC`,
      };
    for (const entry of entries) found.set(entry.path, entry);
  }
  const entries = [...found.values()];
  // Of a file that git ignores nobody knows which labels it had; any other that is not there is new.
  const ignored = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--'];
  const outside = await listed(git, [...ignored, ...files.map(literal)]);
  const kept = outside.find((path) => !found.has(path));
  if (kept !== undefined)
    return { kind: 'unknown', reason: `git has no ${kept} at ${short}: it is kept elsewhere, as by DVC` };
  const changed = new Set(
    await listed(git, [...DIFFERING, commit, '--', ...entries.map(({ path }) => literal(path))]),
  );
  const copied = entries.filter(({ path }) => changed.has(path));
  const isAll = entries.length === files.length && files.every((path) => found.has(path));
  if (copied.length === 0 && isAll) return { kind: 'same' };
  const large = copied.find(({ bytes }) => bytes > LARGEST);
  if (large !== undefined) return { kind: 'unknown', reason: `${large.path} is too large to be compared` };

  const work = inRoot(context, '.assay');
  await mkdir(work, { recursive: true });
  const folder = await mkdtemp(join(work, 'base-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const places = new Map<string, string>();
  for (const { path, object } of copied) {
    const content = await git.bytes(['cat-file', 'blob', object]);
    if (isLfsPointer(content)) {
      await remove();
      return { kind: 'unknown', reason: `git has only a pointer to ${path} at ${short}: Git LFS keeps it` };
    }
    const place = join(folder, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
    places.set(path, relative(context.root, place));
  }
  return { kind: 'files', paths: entries.map(({ path }) => places.get(path) ?? path), remove };
}

/** Makes sure that a commit is here: a shallow clone fetches it. A text: why it is not. */
export async function fetchCommit(git: Git, commit: string): Promise<string | undefined> {
  const here = await git.try(['cat-file', '-e', `${commit}^{commit}`]);
  if (here.code === 0) return undefined;
  const shallow = await git.try(['rev-parse', '--is-shallow-repository']);
  // A depth would make a whole clone a shallow one.
  const depth = shallow.stdout.trim() === 'true' ? ['--depth=1'] : [];
  const fetched = await git.try([
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    ...depth,
    'origin',
    commit,
  ]);
  return fetched.code === 0 ? undefined : tellingLine(fetched.stderr);
}

/** The files of a commit that a path or a pattern stands for: what it has more than nothing. */
async function matched(git: Git, commit: string, named: string): Promise<string[]> {
  const nothing = (await git.run(['hash-object', '-t', 'tree', '/dev/null'])).trim();
  return listed(git, [...DIFFERING, nothing, commit, '--', `:(glob)${named}`]);
}

/** The plain files among these that a commit has. */
async function entriesOf(git: Git, commit: string, paths: readonly string[]): Promise<Entry[]> {
  if (paths.length === 0) return [];
  const lines = await listed(git, ['ls-tree', '-z', '-l', commit, '--', ...paths]);
  return lines.flatMap((line) => {
    const [, mode = '', object = '', bytes = '', path = ''] =
      /^(\d+) \w+ ([0-9a-f]+) +(\S+)\t(.*)$/s.exec(line) ?? [];
    return mode.startsWith('100') ? [{ path, object, bytes: Number(bytes) }] : [];
  });
}

async function listed(git: Git, args: readonly string[]): Promise<string[]> {
  return (await git.run(args)).split('\0').filter((entry) => entry !== '');
}
