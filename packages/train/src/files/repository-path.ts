import { lstat } from 'node:fs/promises';
import { isAbsolute, join, posix, relative, sep } from 'node:path';
import { UserError } from '@assay/contract';

/**
 * A path as the contract writes it, in the one form that records use: relative to the root, `/` between its parts,
 * no `.` and no `..`. Whether it exists is not asked.
 *
 * @throws UserError `path-outside-root`; of the path, or a folder on the way: `link-refused` where it is a symbolic link,
 *   `path-no-file` where it is a pipe, a device or a socket
 */
export async function repositoryPath(root: string, path: string): Promise<string> {
  const inside = isAbsolute(path) ? relative(root, path).split(sep).join('/') : path;
  const name = posix.normalize(inside).replace(/\/+$/, '');
  if (name === '..' || name.startsWith('../') || name === '.' || isAbsolute(name)) {
    throw new UserError(
      'path-outside-root',
      `${JSON.stringify(path)} is not below the root of the repository`,
      {
        fix: 'name a file or folder below the root: nothing else is part of the commit',
      },
    );
  }
  const parts = name.split('/');
  for (let depth = 1; depth <= parts.length; depth++) {
    const part = parts.slice(0, depth).join('/');
    const stat = await lstat(join(root, part)).catch(() => undefined);
    if (stat?.isSymbolicLink()) {
      throw new UserError('link-refused', `${JSON.stringify(part)} is a symbolic link`, {
        fix: 'name what it points to: that can change without the link, and lie outside the repository',
      });
    }
    if (stat !== undefined && !stat.isFile() && !stat.isDirectory()) {
      throw new UserError('path-no-file', `${JSON.stringify(part)} is a pipe, a device or a socket`, {
        fix: 'name an ordinary file: a pipe would be waited for',
      });
    }
  }
  return name;
}
