import { copyFile, link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, posix, relative } from 'node:path';
import { isLfsPointer, namedAmong } from '@assay/data';
import { type Git, tellingLine } from '@assay/registry';
import { filesOf, objectsOf, sizesOf } from './base-tree.ts';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';

/** A data set as a commit has it; `same`: every file as it is now. */
export type BaseData =
  | { readonly kind: 'same' }
  /** Its files in a folder of their own, and how they are named there. */
  | {
      readonly kind: 'files';
      readonly root: string;
      readonly paths: readonly string[];
      remove(): Promise<void>;
    }
  /** Git cannot give them, as where they are new or kept elsewhere. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** GitHub takes no larger file. */
const LARGEST = 200e6;

/**
 * The files of a data set at a commit, copied to where an engine may read them, which the caller removes.
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
  const there = await filesOf(git, commit);
  const paths = namedThere.map((path) =>
    posix.normalize(isAbsolute(path) ? relative(context.root, path) : path),
  );
  const found = new Set<string>();
  for (const [i, path] of paths.entries()) {
    const named = await namedAmong([...there.keys()], path);
    if (named.length === 0)
      return {
        kind: 'unknown',
        reason: `git has no ${namedThere[i]} at ${short}: it is new, had another name, or is kept elsewhere, as by DVC`,
      };
    for (const file of named) found.add(file);
  }
  const added = files.filter((path) => !there.has(path));
  const strange = added.length === 0 ? undefined : await notNew(git, added, there, short);
  if (strange !== undefined) return { kind: 'unknown', reason: strange };
  const now = await objectsOf(
    git,
    files.filter((path) => there.has(path)),
  );
  const changed = [...found].filter((path) => now.get(path) !== there.get(path));
  const isAll = found.size === files.length && files.every((path) => found.has(path));
  if (changed.length === 0 && isAll) return { kind: 'same' };
  const sizes = await sizesOf(
    git,
    changed.map((path) => there.get(path) ?? ''),
  );
  const large = changed.find((_, i) => (sizes[i] ?? 0) > LARGEST);
  if (large !== undefined) return { kind: 'unknown', reason: `${large} is too large to be compared` };

  const work = inRoot(context, '.assay');
  await mkdir(work, { recursive: true });
  const root = await mkdtemp(join(work, 'base-'));
  const remove = () => rm(root, { recursive: true, force: true });
  try {
    for (const path of found) {
      const place = join(root, path);
      await mkdir(dirname(place), { recursive: true });
      if (now.get(path) === there.get(path)) {
        const here = join(context.root, path);
        await link(here, place).catch(() => copyFile(here, place));
        continue;
      }
      const content = await git.bytes(['cat-file', 'blob', there.get(path) ?? '']);
      if (isLfsPointer(content)) {
        await remove();
        return { kind: 'unknown', reason: `git has only a pointer to ${path} at ${short}: Git LFS keeps it` };
      }
      await writeFile(place, content);
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { kind: 'files', root, paths, remove };
}

/** Why it is not known which labels a file had that the commit does not have; `undefined`: all are new. */
async function notNew(
  git: Git,
  added: readonly string[],
  there: ReadonlyMap<string, string>,
  short: string,
): Promise<string | undefined> {
  const head = await filesOf(git, 'HEAD');
  for (const path of added) {
    if (!head.has(path) || there.has(`${path}.dvc`))
      return `git has no ${path} at ${short}: it is kept elsewhere, as by DVC, or not committed yet`;
    const folders = path
      .split('/')
      .map((_, depth, parts) => [...parts.slice(0, depth), '.gitignore'].join('/'));
    const ignoring = folders.find((file) => head.get(file) !== there.get(file));
    if (ignoring !== undefined)
      return `git has no ${path} at ${short}, where another ${ignoring} may have kept it out`;
  }
  return undefined;
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
