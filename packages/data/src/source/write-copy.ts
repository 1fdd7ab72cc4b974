import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '@assay/contract';
import type { Scratch } from '../engine/index.ts';

/**
 * Writes the text of a file anew below a folder, unpacked, for the engine to read.
 *
 * @param text in UTF-8
 * @returns the path below that folder, which is the file's own but for the ending of what is packed, and the bytes that were written
 * @throws UserError `memory-limit`: there is not so much space
 */
export async function writeCopy(
  file: string,
  { folder, bytes: most }: Scratch,
  text: AsyncIterable<Buffer>,
): Promise<{ path: string; bytes: number }> {
  const path = join('/', file)
    .slice(1)
    .replace(/\.(gz|zst)$/i, '');
  const copy = join(folder, path);
  await mkdir(dirname(copy), { recursive: true, mode: 0o700 });
  let written = 0;
  const within = async function* () {
    for await (const piece of text) {
      written += piece.length;
      if (written > most) {
        throw new UserError('memory-limit', `${file} takes more than ${most / 1e6} MB as UTF-8`, {
          fix: 'split it into several files, or store it as Parquet',
        });
      }
      yield piece;
    }
  };
  await pipeline(within, createWriteStream(copy, { mode: 0o600 })).catch((cause: NodeJS.ErrnoException) => {
    // A full disk does not say on which file.
    throw cause instanceof UserError ? cause : Object.assign(cause, { path: cause.path ?? copy });
  });
  return { path, bytes: written };
}
