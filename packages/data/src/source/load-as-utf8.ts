import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Encoding } from '@assay/contract';
import type { Engine } from '../engine/index.ts';
import { copyAsUtf8 } from './as-utf8.ts';
import { bytesOf, encodingByStart } from './encoding.ts';
import type { Place } from './engine-path.ts';
import { isNotUtf8, unreadable } from './read-error.ts';
import { isLikelyWindows1252 } from './windows-1252.ts';

/**
 * Loads files of texts as they are, or where they are no UTF-8 copies that are, below folders of the same names; and says
 * what each was. What `load` leaves undone when it fails, it can do again.
 *
 * @param load takes where they are to be read from, in the order of the files
 */
export async function loadAsUtf8(
  engine: Engine,
  root: string,
  files: readonly string[],
  load: (places: readonly Place[]) => Promise<void>,
): Promise<Encoding[]> {
  const name = files.join(', ');
  const encodings: Encoding[] = [];
  for (const file of files) encodings.push(await encodingByStart(root, file));
  try {
    await loadIn(engine, root, files, encodings, load);
    return encodings;
  } catch (cause) {
    const guessed = isNotUtf8(cause) ? await guess(root, files, encodings) : encodings;
    if (!guessed.includes('windows-1252')) throw unreadable(name, cause);
    await loadIn(engine, root, files, guessed, load).catch((again) => {
      throw unreadable(name, again);
    });
    return guessed;
  }
}

async function guess(
  root: string,
  files: readonly string[],
  encodings: readonly Encoding[],
): Promise<Encoding[]> {
  const guessed: Encoding[] = [];
  for (const [i, file] of files.entries()) {
    const encoding = encodings[i] ?? 'utf-8';
    const isOther = encoding === 'utf-8' && (await isLikelyWindows1252(bytesOf(root, file)));
    guessed.push(isOther ? 'windows-1252' : encoding);
  }
  return guessed;
}

async function loadIn(
  engine: Engine,
  root: string,
  files: readonly string[],
  encodings: readonly Encoding[],
  load: (places: readonly Place[]) => Promise<void>,
): Promise<void> {
  if (encodings.every((encoding) => encoding === 'utf-8')) return load(files.map((file) => ({ root, file })));
  const { folder, bytes } = await engine.scratch();
  const copies = join(folder, randomUUID());
  let left = bytes;
  try {
    const places: Place[] = [];
    for (const [i, file] of files.entries()) {
      const encoding = encodings[i] ?? 'utf-8';
      if (encoding === 'utf-8') {
        places.push({ root, file });
        continue;
      }
      const copy = await copyAsUtf8(engine, { root, file, encoding }, { folder: copies, bytes: left });
      left -= copy.bytes;
      places.push({ root: copies, file: copy.path });
    }
    await load(places);
  } finally {
    await rm(copies, { recursive: true, force: true });
  }
}
