import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseRecord, type RunRecord, type Section } from './record/index.ts';

/** Where the record of a run lives, from the root of the user's repository. */
export const RECORD_PATH = '.assay/run.json';

/** The record at a path, or `undefined` when there is none. @throws UserError as {@link parseRecord} */
export async function readRecord(path: string): Promise<RunRecord | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : parseRecord(text, path);
}

/** Writes a record whole or not at all: a run that is killed leaves the old record. */
export async function writeRecord(path: string, record: RunRecord): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, `${JSON.stringify(record, null, 2)}\n`);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A record with one step's sections replaced whole, and every other section as it was. */
export function withSections(record: RunRecord, parts: Partial<Pick<RunRecord, Section>>): RunRecord {
  return { ...record, ...parts };
}
