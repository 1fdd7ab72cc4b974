import { lstat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { UserError } from '@assay/contract';
import { glob, isDynamicPattern } from 'tinyglobby';

/**
 * The files that paths and patterns name, relative to the root, `/`, sorted by their UTF-8 bytes, each once.
 * A path that exists is that file, also where its name has the characters of a pattern.
 *
 * @throws UserError `data-file-not-found`, `data-is-folder`, `data-is-link`
 */
export async function findFiles(paths: readonly string[], root: string): Promise<string[]> {
  const found = await Promise.all(paths.map((path) => findOne(path, root)));
  const files = [...new Set(found.flat())];
  return files.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

async function findOne(path: string, root: string): Promise<string[]> {
  const stat = await lstat(resolve(root, path)).catch(() => undefined);
  if (stat?.isFile()) return [relative(root, resolve(root, path)).split(sep).join('/')];
  if (stat?.isDirectory()) {
    throw new UserError('data-is-folder', `${path} is a folder`, {
      fix: `name its files, for example "${path.replace(/\/$/, '')}/**/*.parquet"`,
    });
  }
  if (stat?.isSymbolicLink()) {
    throw new UserError('data-is-link', `${path} is a symbolic link`, {
      fix: 'name the file itself: what a link points to can change without its digest',
    });
  }
  const files = isDynamicPattern(path)
    ? await glob(path, { cwd: root, dot: false, followSymbolicLinks: false, expandDirectories: false })
    : [];
  if (files.length > 0) return files;
  throw new UserError('data-file-not-found', `no file matches ${path}`, {
    fix: 'check the path; it is relative to the root of the repository. Data kept by DVC must be pulled first',
  });
}
