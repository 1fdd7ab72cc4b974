import { lstatSync, realpathSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { type AssayYml, type Located, UserError, whyUnreadable } from '@assay/contract';
import type { Context } from './context.ts';

/** The contract, or `undefined` where the repository has none. @throws UserError as `parseProject` */
export async function readProject(context: Context, config: string): Promise<Located<AssayYml> | undefined> {
  const text = await readFile(inRoot(context, config), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UserError('contract-unreadable', `${config} cannot be read: ${whyUnreadable(error)}`, {
      fix: 'check the path and its permissions',
    });
  });
  if (text === undefined && config !== 'assay.yml') {
    throw new UserError('contract-missing', `${config} does not exist`, { fix: 'check the input "config"' });
  }
  if (text === undefined) return undefined;
  // To know every metric takes as long to load as a small verb to run.
  const { parseProject } = await import('./parse-project.ts');
  return parseProject(text, config);
}

/**
 * A path of the user's, under the root of the repository: of a file, of a folder, or of nothing yet.
 *
 * @throws UserError `path-outside` for one that leads out of it, by its words or by a link, where it would be read, written
 *   or recorded; `path-no-file` for a pipe, which would be waited for, a device or a socket
 */
export function inRoot(context: Context, path: string): string {
  const { root } = context;
  const absolute = isAbsolute(path) ? path : join(root, path);
  const place = settled(absolute);
  if (leadsOut(root, absolute) || leadsOut(realpathSync(root), place)) {
    throw new UserError('path-outside', `${path} is outside the repository`, {
      fix: 'name a path inside the repository',
    });
  }
  requireOrdinary(place, path);
  return absolute;
}

/** Refuses what is neither a file nor a folder nor nothing: a pipe would be waited for. @throws UserError `path-no-file` */
export function requireOrdinary(file: string, path: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || found.isFile() || found.isDirectory()) return;
  throw new UserError('path-no-file', `${path} is a pipe, a device or a socket`, {
    fix: 'name an ordinary file, or a path where there is nothing yet',
  });
}

function leadsOut(root: string, path: string): boolean {
  const inside = relative(root, path);
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
}

/** Where a path really is, or the folder nearest to it that is there. A link to nothing counts as being nowhere. */
function settled(path: string): string {
  try {
    lstatSync(path);
  } catch {
    return settled(dirname(path));
  }
  try {
    return realpathSync(path);
  } catch {
    return sep;
  }
}

/** What a verb lacks when neither its inputs nor the contract say it. */
export function needs(what: string, input: string, section: string): UserError {
  return new UserError('nothing-to-do', `there is no ${what}`, {
    fix: `give the input "${input}", or add "${section}:" to assay.yml`,
  });
}
