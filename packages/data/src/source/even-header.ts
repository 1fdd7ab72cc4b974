import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../engine/index.ts';
import type { CsvHeader } from './csv-header.ts';
import { bytesOf } from './encoding.ts';
import { enginePath, type Place } from './engine-path.ts';
import { writeCopy } from './write-copy.ts';

const BREAK = /\r\n|\r|\n/g;

/**
 * Reads a table whose header may break its lines within quotes otherwise than its rows end: the engine takes the first break
 * for what ends every row, and then reads none. It is given a copy, in which each line stays the line that it was.
 *
 * @param read takes the path as the engine has it
 */
export async function withEvenHeader(
  engine: Engine,
  place: Place,
  { lines }: CsvHeader,
  read: (path: string) => Promise<void>,
): Promise<void> {
  const header = lines > 1 ? await headerOf(place) : '';
  if (new Set(header.match(BREAK)).size < 2) return read(enginePath(place.root, place.file));
  const { folder, bytes } = await engine.scratch();
  const copies = join(folder, randomUUID());
  try {
    const { path } = await writeCopy(place.file, { folder: copies, bytes }, withHeader(place, header));
    await read(enginePath(copies, path));
  } finally {
    await rm(copies, { recursive: true, force: true });
  }
}

/** The file's bytes, the header's line breaks all as the one that ends it. */
async function* withHeader({ root, file }: Place, header: string): AsyncGenerator<Buffer> {
  const end = header.match(BREAK)?.at(-1) ?? '';
  yield Buffer.from(header.replaceAll(BREAK, end), 'latin1');
  let left = header.length;
  for await (const chunk of bytesOf(root, file)) {
    const bytes = chunk as Buffer;
    yield bytes.subarray(left);
    left = Math.max(0, left - bytes.length);
  }
}

/** The header as it is written, with the line break that ends it; a character stands for each byte. */
async function headerOf({ root, file }: Place): Promise<string> {
  const stream = bytesOf(root, file);
  let start = '';
  for await (const chunk of stream) {
    start += (chunk as Buffer).toString('latin1');
    const end = endOf(start);
    // Of a CR that comes last it is not known whether LF follows.
    if (end === 0 || (end === start.length && start.endsWith('\r'))) continue;
    stream.destroy();
    return start.slice(0, end);
  }
  return start.slice(0, endOf(start));
}

/** Where the first line break ends that is not within quotes; 0 where there is none. */
function endOf(text: string): number {
  let quotes = 0;
  let from = 0;
  for (const { 0: found, index } of text.matchAll(BREAK)) {
    quotes += text.slice(from, index).split('"').length - 1;
    from = index + found.length;
    if (quotes % 2 === 0) return from;
  }
  return 0;
}
