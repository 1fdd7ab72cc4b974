import { randomUUID } from 'node:crypto';
import { mkdir, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file whole or not at all: a run that is killed, or a disk that is full, leaves what was there. Folders above it are
 * made, and what a link points to is written. What the file system refuses names the file (see {@link mistakeOf}).
 *
 * @param path absolute, or from the working directory
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await writtenWhole(path, async (temporary, there) => {
    await writeFile(temporary, content, there === undefined ? {} : { mode: (await stat(there)).mode });
  });
}

/**
 * The same of what somebody else writes.
 *
 * @param write to the path that it is given; the other is that of the file that is there already
 * @returns what that found out
 */
export async function writtenWhole<Found>(
  path: string,
  write: (temporary: string, there: string | undefined) => Promise<Found>,
): Promise<Found> {
  let temporary: string | undefined;
  try {
    await mkdir(dirname(path), { recursive: true });
    const there = await realpath(path).catch(() => undefined);
    const file = there ?? path;
    await removeLeft(file).catch(() => {});
    // Its own name for each write, so that two at once do not mix.
    temporary = `${file}.${randomUUID()}.tmp`;
    const found = await write(temporary, there);
    await rename(temporary, file);
    return found;
  } catch (cause) {
    // Nobody knows the other file by its name.
    throw Object.assign(cause as Error, { path });
  } finally {
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => {});
  }
}

/** What follows the name of a file in that of its temporary one. */
const TEMPORARY = /^\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;
/** Milliseconds for which nobody writes a file. */
const HOUR = 3_600_000;

/** Removes what runs that were killed long ago left beside a file. */
async function removeLeft(file: string): Promise<void> {
  const name = basename(file);
  for (const other of await readdir(dirname(file))) {
    if (!other.startsWith(name) || !TEMPORARY.test(other.slice(name.length))) continue;
    const left = join(dirname(file), other);
    if (Date.now() - (await stat(left)).mtimeMs > HOUR) await rm(left, { force: true });
  }
}
