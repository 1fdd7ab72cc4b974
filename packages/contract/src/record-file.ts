import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isLarge, parseRecord, refuseLarge } from './record/parse.ts';
import { type RunRecord, recordSchema, type Section } from './record/record.ts';
import { UserError } from './user-error.ts';

/** Where the record of a run lives, from the root of the user's repository. */
export const RECORD_PATH = '.assay/run.json';

/** The record at a path, or `undefined` when there is none. @throws UserError as {@link parseRecord} */
export async function readRecord(path: string): Promise<RunRecord | undefined> {
  const size = await stat(path).then(
    (found) => found.size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
  if (size === undefined) return undefined;
  refuseLarge(size, path);
  return parseRecord(await readFile(path, 'utf8'), path);
}

/**
 * Writes a record whole or not at all: a run that is killed leaves the old record.
 *
 * @throws UserError `record-too-large`, `record-unwritable`; ZodError for what could not be read again, which is a bug of the caller
 */
export async function writeRecord(path: string, record: RunRecord): Promise<void> {
  const checked = recordSchema.parse(record);
  const indented = `${JSON.stringify(checked, null, 2)}\n`;
  // Of thousands of columns a third is indentation.
  const text = isLarge(Buffer.byteLength(indented)) ? `${JSON.stringify(checked)}\n` : indented;
  refuseLarge(Buffer.byteLength(text), path);
  await mkdir(dirname(path), { recursive: true }).catch((cause) => refuseUnwritable(cause, path));
  // Its own name for each write, so that two at once do not mix.
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (cause) {
    refuseUnwritable(cause, path);
  } finally {
    await rm(temporary, { force: true }).catch(() => {});
  }
}

const unwritable = ['EACCES', 'EEXIST', 'EISDIR', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS'];

function refuseUnwritable(cause: unknown, path: string): never {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  if (!unwritable.includes(code)) throw cause;
  throw new UserError('record-unwritable', `${path} cannot be written: ${code}`, {
    fix: `${dirname(path)} must be a folder that can be written, on a disk with space`,
    cause,
  });
}

/** A record with one step's sections replaced whole, and every other section as it was. */
export function withSections(record: RunRecord, parts: Partial<Pick<RunRecord, Section>>): RunRecord {
  return { ...record, ...parts };
}
