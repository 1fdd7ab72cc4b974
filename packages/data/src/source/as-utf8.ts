import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Encoding, UserError } from '@assay/contract';
import type { Engine, Scratch } from '../engine/index.ts';
import { bytesOf } from './encoding.ts';
import { enginePath } from './engine-path.ts';
import { decodeWindows1252 } from './windows-1252.ts';

/**
 * Writes a file's text as UTF-8, unpacked, below a folder, for the engine to read. Lines stay what they were.
 *
 * @returns the path below that folder, which is the file's own, and the bytes that were written
 * @throws UserError `data-unreadable`: it is not of this encoding; `memory-limit`: there is not so much space;
 *   `file-refused`: the engine may not read the file itself
 */
export async function copyAsUtf8(
  engine: Engine,
  { root, file, encoding }: { root: string; file: string; encoding: Encoding },
  { folder, bytes: most }: Scratch,
): Promise<{ path: string; bytes: number }> {
  // Whose copy may be read is the engine's to say.
  await engine.query(`SELECT filename FROM read_blob(${enginePath(root, file)})`);
  const path = join('/', file)
    .slice(1)
    .replace(/\.(gz|zst)$/i, '');
  await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
  const decode = decoderOf(encoding);
  let written = 0;
  const texts = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      const text = Buffer.from(decode(chunk, false));
      written += text.length;
      if (written > most) {
        throw new UserError('memory-limit', `${file} takes more than ${most / 1e6} MB as UTF-8`, {
          fix: 'split it into several files, or store it as Parquet',
        });
      }
      yield text;
    }
    yield Buffer.from(decode(Buffer.alloc(0), true));
  };
  const copy = join(folder, path);
  const target = createWriteStream(copy, { mode: 0o600 });
  await pipeline(bytesOf(root, file), texts, target).catch((cause: NodeJS.ErrnoException) => {
    // A full disk does not say on which file.
    if (cause.code !== 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw Object.assign(cause, { path: cause.path ?? copy });
    throw new UserError('data-unreadable', `${file} begins as ${encoding.toUpperCase()}, and is not`, {
      fix: 'was it written to the end, and all of it in one encoding? Save it as UTF-8',
      cause,
    });
  });
  return { path, bytes: written };
}

function decoderOf(encoding: Encoding): (bytes: Buffer, isLast: boolean) => string {
  if (encoding === 'windows-1252') return decodeWindows1252;
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (bytes, isLast) => decoder.decode(bytes, { stream: !isLast });
}
