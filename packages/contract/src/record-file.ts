import { readFile, stat } from 'node:fs/promises';
import { parseRecord, recordText, refuseLarge } from './record/parse.ts';
import { type RunRecord, recordSchema, type Section } from './record/record.ts';
import { UserError } from './user-error.ts';
import { writeWhole } from './write-whole.ts';

/** Where the record of a run lives, from the root of the user's repository. */
export const RECORD_PATH = '.assay/run.json';

/**
 * The record at a path, or `undefined` when there is none.
 *
 * @param without sections that are not asked for
 * @throws UserError as {@link parseRecord}
 */
export async function readRecord(
  path: string,
  without: readonly Section[] = [],
): Promise<RunRecord | undefined> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return undefined;
  if (found.isDirectory())
    throw new UserError('record-syntax', `${path} is a folder, and no run record`, {
      fix: `name the file, which is ${RECORD_PATH} by default`,
    });
  refuseLarge(found.size, path);
  return parseRecord(await readFile(path, 'utf8'), path, without);
}

/**
 * Writes a record, as {@link writeWhole}.
 *
 * @throws UserError `record-too-large`; ZodError for what could not be read again, which is a bug of the caller
 */
export async function writeRecord(path: string, record: RunRecord): Promise<void> {
  const text = recordText(recordSchema.parse(record));
  refuseLarge(Buffer.byteLength(text), path);
  await writeWhole(path, text);
}

/** A record with one step's sections replaced whole, and every other section as it was. */
export function withSections(record: RunRecord, parts: Partial<Pick<RunRecord, Section>>): RunRecord {
  return { ...record, ...parts };
}
