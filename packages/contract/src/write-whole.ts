import { randomUUID } from 'node:crypto';
import { mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

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
