import { lstat, readFile } from 'node:fs/promises';
import { isAbsolute, join, posix } from 'node:path';
import { UserError, whyUnreadable } from '@assay/contract';

/**
 * A path of a change in git's form: relative to the root, `/` between its parts.
 *
 * @throws UserError `path-outside`; `link-refused`, also for a folder on the way
 */
export async function insidePath(root: string, path: string): Promise<string> {
  const name = posix.normalize(path).replace(/\/+$/, '');
  if (isAbsolute(name) || name === '.' || name === '..' || /^(\.\.|\.git)\//i.test(name)) {
    throw new UserError('path-outside', `${path} is not a path of the repository`, {
      fix: 'name a path below the root of the repository, relative to it',
    });
  }
  const parts = name.split('/');
  for (const depth of parts.keys()) {
    const part = parts.slice(0, depth + 1).join('/');
    const stat = await lstat(join(root, part)).catch(() => undefined);
    if (stat?.isSymbolicLink()) {
      throw new UserError('link-refused', `${part} is a symbolic link`, {
        fix: 'name what it points to: a link can lead out of the repository',
      });
    }
  }
  return name;
}

/** GitHub takes no larger file into git. */
const MOST_BYTES = 100_000_000;

/**
 * The bytes of a file of the repository.
 *
 * @throws UserError as {@link insidePath}; `file-not-found`, `not-a-file`, `file-too-large`
 */
export async function readInside(root: string, path: string): Promise<Buffer> {
  const name = await insidePath(root, path);
  const stat = await lstat(join(root, name)).catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('file-not-found', `${name} cannot be read: ${whyUnreadable(cause)}`, {
      fix: 'check the path under "retrain.changes"; a step before this one has to fetch what is not in git',
      cause,
    });
  });
  if (!stat.isFile()) {
    throw new UserError('not-a-file', `${name} is not a file`, {
      fix: 'name one file: folders of data are for DVC ("dvc:") or a parameter that names them ("file:" and "key:")',
    });
  }
  if (stat.size > MOST_BYTES) throw tooLarge(name, stat.size);
  return readFile(join(root, name));
}

/** @throws UserError `file-too-large` */
export function checkSize(name: string, bytes: Uint8Array): void {
  if (bytes.length > MOST_BYTES) throw tooLarge(name, bytes.length);
}

function tooLarge(name: string, bytes: number): UserError {
  return new UserError('file-too-large', `${name} has ${bytes} bytes, and GitHub takes ${MOST_BYTES}`, {
    fix: 'keep these data outside git, by DVC or by a parameter that names them',
  });
}
