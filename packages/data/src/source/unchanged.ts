import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@assay/contract';

/**
 * Notes how files are now, to ask later whether they were written to meanwhile: then the rows that were counted and the bytes
 * that were digested are not the same.
 *
 * @returns what throws UserError `data-changed` where a file is another one by now, or gone
 */
export async function watchFiles(root: string, files: readonly string[]): Promise<() => Promise<void>> {
  const before = await stampsOf(root, files);
  return async () => {
    const after = await stampsOf(root, files);
    const changed = files.find((_, at) => before[at] !== after[at]);
    if (changed !== undefined) throw dataChanged(changed);
  };
}

export function dataChanged(file: string): UserError {
  return new UserError('data-changed', `${file} changed while it was read`, {
    fix: 'run again when it is written to its end; better, write it under another name and rename it then',
  });
}

function stampsOf(root: string, files: readonly string[]): Promise<(string | undefined)[]> {
  const stampOf = async (file: string) => {
    const { ino, size, mtimeNs } = await stat(join(root, file), { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  };
  return Promise.all(files.map((file) => stampOf(file).catch(() => undefined)));
}
