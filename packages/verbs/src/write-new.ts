import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError, writeWhole } from '@assay/contract';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';

/** Writes a file of the user's that is not there yet. @throws UserError `contract-exists`, `path-outside` */
export async function writeNew(context: Context, name: string, text: string): Promise<void> {
  const file = inRoot(context, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '', { flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause;
    throw new UserError('contract-exists', `${name} exists already`, {
      fix: 'name another file with "out", or remove it first; "update" brings a contract up to date with data',
      cause,
    });
  });
  try {
    await writeWhole(file, text);
  } catch (cause) {
    await rm(file);
    throw cause;
  }
}
