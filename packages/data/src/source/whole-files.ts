import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UserError } from '@assay/contract';
import { watchLines } from './long-lines.ts';
import { isZstdCut } from './zstd-frames.ts';

/**
 * Holds compressed files to their ends, and those of gzip to their checksums. The engine takes what it can unpack: of a file that was cut off at the end of a
 * row it would read half, and say nothing.
 *
 * @throws UserError `data-cut`; `data-unreadable`: a line of what gzip packed is too long for the engine
 */
export async function checkWhole(root: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    if (/\.zst$/i.test(file) && (await isZstdCut(join(root, file))))
      throw cut(file, 'its last frame has no end', 'zstd -t');
    if (!/\.gz$/i.test(file)) continue;
    const watch = watchLines(file);
    const lines = async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) watch(piece);
    };
    await pipeline(createReadStream(join(root, file)), createGunzip(), lines).catch(
      (cause: NodeJS.ErrnoException) => {
        // What is no gzip at all, the engine tells.
        if (cause.code !== 'Z_BUF_ERROR' && cause.code !== 'Z_DATA_ERROR') throw cause;
        if (cause.message === 'incorrect header check') return;
        throw cut(file, cause.message, 'gzip -t', cause);
      },
    );
  }
}

function cut(file: string, why: string, command: string, cause?: unknown): UserError {
  return new UserError('data-cut', `${file} is not whole: ${why}`, {
    fix: `was it written or fetched to the end? Write or fetch it again, and check it with \`${command}\``,
    cause,
  });
}
