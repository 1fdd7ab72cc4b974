import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { type Encoding, UserError } from '@assay/contract';

/** The bytes of a file, unpacked where its name says that it is packed. */
export function bytesOf(root: string, file: string): Readable {
  const stream = createReadStream(join(root, file));
  const unpack = /\.gz$/i.test(file)
    ? createGunzip()
    : /\.zst$/i.test(file)
      ? createZstdDecompress()
      : undefined;
  if (unpack === undefined) return stream;
  stream.on('error', (error) => unpack.destroy(error));
  return stream.pipe(unpack);
}

/**
 * The encoding that the first bytes of a table of texts tell: by a byte order mark; or by a zero beside each of the first
 * two characters, of which a header in UTF-8 has none.
 *
 * @throws UserError `data-unreadable`: UTF-32
 */
export async function encodingByStart(root: string, file: string): Promise<Encoding> {
  const start = await firstBytes(bytesOf(root, file), 4);
  const hex = start.toString('hex');
  if (hex === 'fffe0000' || hex === '0000feff') {
    throw new UserError('data-unreadable', `${file} is UTF-32`, {
      fix: 'save it as UTF-8: iconv -f UTF-32 -t UTF-8 OLD > NEW',
    });
  }
  if (/^fffe/.test(hex) || /^(?!00)..00(?!00)..00$/.test(hex)) return 'utf-16le';
  if (/^feff/.test(hex) || /^00(?!00)..00(?!00)..$/.test(hex)) return 'utf-16be';
  return 'utf-8';
}

async function firstBytes(stream: Readable, count: number): Promise<Buffer> {
  let start = Buffer.alloc(0);
  try {
    for await (const chunk of stream) {
      start = Buffer.concat([start, chunk as Buffer]);
      if (start.length >= count) break;
    }
  } catch {
    // What cannot be unpacked, the engine tells.
  }
  stream.destroy();
  return start.subarray(0, count);
}
