import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Encoding, UserError } from '@assay/contract';
import type { Engine } from '../engine/index.ts';
import { bytesOf } from './encoding.ts';
import { decodeWindows1252 } from './windows-1252.ts';

/**
 * Writes a file's text as UTF-8, unpacked, for the engine to read, and returns its path. Lines stay what they were.
 *
 * @throws UserError `data-unreadable`: it is not of this encoding; `memory-limit`: there is not so much space
 */
export async function asUtf8(
  engine: Engine,
  root: string,
  file: string,
  encoding: Encoding,
): Promise<string> {
  const { folder, bytes: most } = await engine.scratch();
  const path = join(folder, `${randomUUID()}.csv`);
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
  await pipeline(bytesOf(root, file), texts, createWriteStream(path, { mode: 0o600 })).catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw cause;
      throw new UserError('data-unreadable', `${file} begins as ${encoding.toUpperCase()}, and is not`, {
        fix: 'was it written to the end, and all of it in one encoding? Save it as UTF-8',
        cause,
      });
    },
  );
  return path;
}

function decoderOf(encoding: Encoding): (bytes: Buffer, isLast: boolean) => string {
  if (encoding === 'windows-1252') return decodeWindows1252;
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (bytes, isLast) => decoder.decode(bytes, { stream: !isLast });
}
