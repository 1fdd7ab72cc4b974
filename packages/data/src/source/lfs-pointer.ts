import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@assay/contract';

/** How the text begins that Git LFS keeps in place of a file. */
const BEGINNING = 'version https://git-lfs.github.com/spec/';

/** A pointer is shorter, by the specification. */
const LONGEST = 1024;

/** Whether bytes are a pointer of Git LFS, in place of the file that it keeps elsewhere. */
export function isLfsPointer(bytes: Buffer): boolean {
  return bytes.length < LONGEST && bytes.toString('latin1', 0, BEGINNING.length) === BEGINNING;
}

/** Refuses a file of some bytes that is a pointer. @throws UserError `data-pointer` */
export async function requireNoPointer(root: string, file: string, size: number): Promise<void> {
  if (size >= LONGEST) return;
  const handle = await open(join(root, file));
  try {
    if (!isLfsPointer(await handle.readFile())) return;
  } finally {
    await handle.close();
  }
  throw new UserError('data-pointer', `${file} is only a pointer: Git LFS keeps the data`, {
    fix: 'fetch them with `git lfs pull`; in a workflow, give actions/checkout `lfs: true`',
  });
}
