import { appendFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-data.ts';
import { digestBeside } from './digest-beside.ts';
import { watchFiles } from './unchanged.ts';

const CHANGED = { code: 'data-changed', message: 'b.csv changed while it was read' };

describe('files that are read', () => {
  const watched = async () => {
    const root = temporaryFolder();
    for (const name of ['a.csv', 'b.csv']) writeFileSync(join(root, name), 'x\n1\n');
    const requireUnchanged = await watchFiles(root, ['a.csv', 'b.csv']);
    return { file: join(root, 'b.csv'), requireUnchanged };
  };

  it.each<[string, (file: string) => void]>([
    ['grow', (file) => appendFileSync(file, '2\n')],
    ['are gone', (file) => rmSync(file)],
    [
      'are others',
      (file) => {
        writeFileSync(`${file}.new`, 'x\n2\n');
        renameSync(`${file}.new`, file);
      },
    ],
  ])('and %s meanwhile are told by name', async (_, change) => {
    const { file, requireUnchanged } = await watched();
    await requireUnchanged();
    change(file);
    await expect(requireUnchanged()).rejects.toMatchObject(CHANGED);
  });

  it('and are gone before they are digested are no bug', async () => {
    await expect(digestBeside(temporaryFolder(), ['b.csv'])).rejects.toMatchObject(CHANGED);
  });

  it('are digested no further when nobody needs it any more', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'large.parquet'), '');
    truncateSync(join(root, 'large.parquet'), 200_000_000);
    const stop = new AbortController();
    const ended = Promise.race([
      digestBeside(root, ['large.parquet'], stop.signal),
      delay(3000, 'not at all'),
    ]);
    stop.abort();
    expect(await ended).toBe('not at all');
  });
});
