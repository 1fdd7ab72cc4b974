import { statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@assay/contract';

/**
 * Notes how files are now, to ask later whether they were written to meanwhile: then the rows that were counted and the bytes
 * that were digested are not the same.
 *
 * @returns what throws UserError `data-changed` where a file is another one by now, or gone
 */
export function watchFiles(root: string, files: readonly string[]): () => void {
  const stamps = () => files.map((file) => stampOf(join(root, file)));
  const before = stamps();
  return () => {
    const after = stamps();
    const changed = files.find((_, at) => before[at] !== after[at]);
    if (changed !== undefined) throw dataChanged(changed);
  };
}

export function dataChanged(file: string): UserError {
  return new UserError('data-changed', `${file} changed while it was read`, {
    fix: 'run again when it is written to its end; better, write it under another name and rename it then',
  });
}

/** The rows of one moment are not those of another: a server does not hold still while it is asked. */
export function rowsChanged(): UserError {
  return new UserError(
    'data-changed',
    'the data changed while they were read: there are no longer as many rows',
    {
      fix: 'run it again when nothing is written to them',
    },
  );
}

/** `undefined`: there is no such file. */
function stampOf(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.ino} ${found.size} ${found.mtimeNs}`;
}
