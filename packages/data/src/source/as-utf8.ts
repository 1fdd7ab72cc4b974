import { type Encoding, UserError } from '@assay/contract';
import type { Engine, Scratch } from '../engine/index.ts';
import { bytesOf } from './encoding.ts';
import { enginePath } from './engine-path.ts';
import { decodeWindows1252 } from './windows-1252.ts';
import { writeCopy } from './write-copy.ts';

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
  scratch: Scratch,
): Promise<{ path: string; bytes: number }> {
  // Whose copy may be read is the engine's to say.
  await engine.query(`SELECT filename FROM read_blob(${enginePath(root, file)})`);
  const decode = decoderOf(encoding);
  const text = async function* () {
    for await (const chunk of bytesOf(root, file)) yield Buffer.from(decode(chunk as Buffer, false));
    yield Buffer.from(decode(Buffer.alloc(0), true));
  };
  return writeCopy(file, scratch, text()).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw cause;
    throw new UserError('data-unreadable', `${file} begins as ${encoding.toUpperCase()}, and is not`, {
      fix: 'was it written to the end, and all of it in one encoding? Save it as UTF-8',
      cause,
    });
  });
}

function decoderOf(encoding: Encoding): (bytes: Buffer, isLast: boolean) => string {
  if (encoding === 'windows-1252') return decodeWindows1252;
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (bytes, isLast) => decoder.decode(bytes, { stream: !isLast });
}
