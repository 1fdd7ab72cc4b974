import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { digestPath, UserError } from '@assay/contract';
import { isDynamicPattern } from 'tinyglobby';
import { globFiles } from './glob-files.ts';
import { repositoryPath } from './repository-path.ts';

/** A record is small: more files than this go in as a folder, with one digest. */
const MOST_INPUTS = 1000;

/** Paths that a training depends on, sorted by their bytes, and what the user should know about them. */
export interface Inputs {
  paths: string[];
  notes: string[];
}

/**
 * Resolves the inputs of a contract. What exists under the very name is that file or folder, whatever characters it
 * has; the rest are globs, and those that begin with `!` take away from all the others.
 *
 * @throws UserError `input-missing`, `too-many-inputs`, `path-outside-root`, `link-refused`
 */
export async function resolveInputs(root: string, patterns: readonly string[]): Promise<Inputs> {
  const paths = new Set<string>();
  const notes: string[] = [];
  const ignored = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  for (const pattern of patterns) {
    const exists = await lstat(join(root, pattern)).catch(() => undefined);
    if (exists) paths.add(await repositoryPath(root, pattern));
    else if (pattern.startsWith('!')) continue;
    else if (!isDynamicPattern(pattern)) throw missing(pattern);
    else {
      const found = await globFiles(root, pattern, ignored);
      if (found.length === 0) notes.push(`no input matches ${JSON.stringify(pattern)}`);
      if (found.length > MOST_INPUTS) throw tooMany(pattern, found.length);
      for (const path of found) paths.add(await repositoryPath(root, path));
    }
  }
  return { paths: [...paths].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))), notes };
}

/** Digest of each input: of a file's bytes, or of a whole folder. */
export async function digestInputs(root: string, paths: readonly string[]): Promise<Record<string, string>> {
  const digests: [string, string][] = [];
  for (const path of paths) digests.push([path, (await digestPath(join(root, path))).digest]);
  return Object.fromEntries(digests);
}

/**
 * Inputs that are not what they were before. The record keeps the digests from before, as the command found them; the
 * user is told, because the next run will not find them again.
 */
export async function changedInputs(
  root: string,
  before: Readonly<Record<string, string>>,
): Promise<string[]> {
  const changed: string[] = [];
  for (const [path, digest] of Object.entries(before)) {
    const after = await digestPath(join(root, path)).catch(() => undefined);
    if (after?.digest !== digest) changed.push(path);
  }
  return changed;
}

function missing(path: string): UserError {
  return new UserError('input-missing', `the input ${JSON.stringify(path)} does not exist`, {
    fix: 'correct it in `train.inputs`, relative to the root of the repository, or fetch it in a step before',
  });
}

function tooMany(pattern: string, count: number): UserError {
  return new UserError('too-many-inputs', `${JSON.stringify(pattern)} matches ${count} files`, {
    fix: 'name the folder instead of a glob in `train.inputs`: it goes into the record as one digest',
  });
}
