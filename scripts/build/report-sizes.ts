import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Prints each file of 100 kB or more, and the sum: all actions of a release are downloaded together by every job. */
export async function reportSizes(release: string): Promise<void> {
  const entries = await readdir(release, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sized = await Promise.all(files.map(async (file) => ({ file, bytes: (await stat(file)).size })));
  sized.sort((a, b) => b.bytes - a.bytes);
  for (const { file, bytes } of sized.filter(({ bytes }) => bytes >= 100_000)) {
    console.log(`${kilobytes(bytes)}  ${relative(release, file)}`);
  }
  console.log(
    `${kilobytes(sized.reduce((sum, { bytes }) => sum + bytes, 0))}  release/, ${sized.length} files`,
  );
}

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`.padStart(9);
