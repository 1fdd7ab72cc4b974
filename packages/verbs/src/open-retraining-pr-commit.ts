import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UserError } from '@assay/contract';
import { Git } from '@assay/registry';
import type { PlannedFile } from '@assay/retraining';
import type { Context } from './context.ts';

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Assay',
  GIT_AUTHOR_EMAIL: 'retraining@assay.invalid',
  GIT_COMMITTER_NAME: 'Assay',
  GIT_COMMITTER_EMAIL: 'retraining@assay.invalid',
};

/** A commit with the changed files on top of its parent, and a git that has its objects. */
export interface BuiltCommit {
  commit: string;
  /** Those that are not as they were. */
  changed: readonly PlannedFile[];
  git: Git;
}

/**
 * Makes a commit of these files and of nothing else of the work tree, and gives it to `step`; `undefined` where all files
 * are as they were. Index, branches and objects of the user's clone stay as they are: the new objects lie in a folder that
 * is removed. The same files on the same parent at the same time are the same commit, so that what was killed can go on.
 *
 * @param at time of the commit, ISO 8601
 * @throws UserError `change-not-tracked`: a file that the parent does not have
 */
export async function withCommit<T>(
  context: Context,
  request: { parent: string; files: readonly PlannedFile[]; message: string; at: string },
  step: (built: BuiltCommit | undefined) => Promise<T>,
): Promise<T> {
  const { parent, files, message, at } = request;
  const clone = new Git({ cwd: context.root, env: context.gitEnvironment });
  const objects = resolve(context.root, (await clone.run(['rev-parse', '--git-path', 'objects'])).trim());
  const scratch = await mkdtemp(join(tmpdir(), 'assay-retraining-'));
  try {
    await mkdir(join(scratch, 'objects', 'pack'), { recursive: true });
    const git = clone.with({
      ...IDENTITY,
      GIT_AUTHOR_DATE: at,
      GIT_COMMITTER_DATE: at,
      GIT_INDEX_FILE: join(scratch, 'index'),
      GIT_OBJECT_DIRECTORY: join(scratch, 'objects'),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: objects,
    });
    const prefix = (await git.run(['rev-parse', '--show-prefix'])).trim();
    await git.run(['read-tree', parent]);
    const changed: PlannedFile[] = [];
    for (const file of files) if (await putFile(git, prefix, parent, file)) changed.push(file);
    if (changed.length === 0) return await step(undefined);
    const tree = (await git.run(['write-tree', '--missing-ok'])).trim();
    const commit = (await git.run(['commit-tree', tree, '-p', parent, '-F', '-'], message)).trim();
    return await step({ commit, changed, git });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Reads files of a commit by their paths under the root, as a checkout would write them: line ends, large files. */
export async function committedFiles(
  context: Context,
  commit: string,
): Promise<(path: string) => Promise<Buffer>> {
  const git = new Git({ cwd: context.root, env: context.gitEnvironment });
  const prefix = (await git.run(['rev-parse', '--show-prefix'])).trim();
  return async (path) => {
    const listed = await git.run(['ls-tree', '--full-tree', '-z', commit, '--', prefix + path]);
    if (!/^100/.test(listed)) throw notTracked(path, commit);
    return git.bytes(['cat-file', '--filters', `${commit}:${prefix}${path}`]);
  };
}

function notTracked(path: string, commit: string): UserError {
  return new UserError('change-not-tracked', `${path} is not a file of the commit ${commit.slice(0, 7)}`, {
    fix: 'commit the file first, or correct the path under "retrain.changes"',
  });
}

/** Puts a file into the index with the mode that it has. Answers whether it differs. */
async function putFile(
  git: Git,
  prefix: string,
  parent: string,
  { path, bytes }: PlannedFile,
): Promise<boolean> {
  const listed = await git.run(['ls-tree', '--full-tree', '-z', parent, '--', prefix + path]);
  const [, mode, type, old] = /^(\d+) (\w+) (\w+)\t/.exec(listed) ?? [];
  if (type !== 'blob' || mode === '120000') throw notTracked(path, parent);
  // By its path, so that it goes in as `git add` would put it there: line ends, large files.
  const blob = (await git.run(['hash-object', '-w', '--stdin', `--path=${path}`], bytes)).trim();
  if (blob === old) return false;
  await git.run(['update-index', '--cacheinfo', `${mode},${blob},${prefix}${path}`]);
  return true;
}
