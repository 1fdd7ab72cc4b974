import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Artifact, digestPaths, UserError } from '@assay/contract';
import { IDENTITY } from '../ledger/append.ts';
import type { Mirror } from '../ledger/mirror.ts';
import { modelRef } from '../ledger/paths.ts';
import { refused } from '../ledger/refused.ts';
import { isPlainPath } from './plain-path.ts';

/** A model of more bytes is not kept: git is not the place for it. */
export const MOST_BYTES = 50e6;

/** Whether a model's bytes are on the remote now, or why not. */
export type Kept = 'kept' | 'too-large' | 'not-there' | 'other-bytes';

/**
 * Keeps a model's files on a ref of their own, as a git tree with their paths and modes.
 *
 * @param root what the artifact's paths are relative to
 * @throws UserError `ledger-refused`, `link-refused`
 */
export async function keepModel(mirror: Mirror, root: string, artifact: Artifact): Promise<Kept> {
  const ref = modelRef(artifact.digest);
  if (await isKept(mirror, ref)) return 'kept';
  if (artifact.bytes > MOST_BYTES) return 'too-large';
  // A name that git would not take back, or that leads out of the repository.
  if (!artifact.paths.every(isPlainPath)) return 'not-there';
  const found = await digestPaths(root, artifact.paths).catch((error: unknown) => {
    if (error instanceof UserError && error.code === 'file-not-found') return undefined;
    throw error;
  });
  if (found === undefined) return 'not-there';
  if (found.digest !== artifact.digest) return 'other-bytes';
  const tree = await writeTree(mirror, root, artifact.paths);
  const message = `model ${artifact.digest}`;
  const commit = (await mirror.git.with(IDENTITY).run(['commit-tree', tree, '-m', message])).trim();
  const pushed = await mirror.git.try(['push', '--quiet', '--no-verify', 'origin', `${commit}:${ref}`]);
  // Two writers of the same bytes: the other one was faster, and there is nothing left to do.
  if (pushed.code === 0 || (await isKept(mirror, ref).catch(() => false))) return 'kept';
  throw refused('the model could not be kept', pushed.stderr);
}

async function isKept(mirror: Mirror, ref: string): Promise<boolean> {
  return (await mirror.git.run(['ls-remote', 'origin', ref])) !== '';
}

async function writeTree(mirror: Mirror, root: string, paths: readonly string[]): Promise<string> {
  const files = (await Promise.all(paths.map((path) => listFiles(root, path)))).flat();
  // As they are: no line endings converted, no filters of the user's attributes.
  const hashed = await mirror.git.run(
    ['hash-object', '-w', '--no-filters', '--stdin-paths'],
    files.map(({ path }) => `${quoted(join(root, path))}\n`).join(''),
  );
  const blobs = hashed.trim().split('\n');
  const entries = files.map(({ path, mode }, i) => `${mode} ${blobs[i]}\t${path}\0`);
  const folder = await mkdtemp(join(tmpdir(), 'assay-index-'));
  try {
    const git = mirror.git.with({ GIT_INDEX_FILE: join(folder, 'index') });
    await git.run(['update-index', '-z', '--add', '--index-info'], entries.join(''));
    return (await git.run(['write-tree'])).trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function listFiles(root: string, path: string): Promise<{ path: string; mode: string }[]> {
  const stat = await lstat(join(root, path));
  if (!stat.isDirectory()) return [{ path, mode: (stat.mode & 0o100) === 0 ? '100644' : '100755' }];
  const names = await readdir(join(root, path));
  return (await Promise.all(names.map((name) => listFiles(root, `${path}/${name}`)))).flat();
}

/** As git reads a path on a line of its own: in C's quotes, so that a line end in a name is none. */
function quoted(path: string): string {
  return `"${path.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
