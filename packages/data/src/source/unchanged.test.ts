import { appendFileSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-data.ts';
import { digestAhead, digestBeside } from './digest-beside.ts';
import { watchFiles } from './unchanged.ts';

const CHANGED = { code: 'data-changed', message: 'b.csv changed while it was read' };

describe('files that are read', () => {
  const watched = async () => {
    const root = temporaryFolder();
    for (const name of ['a.csv', 'b.csv']) writeFileSync(join(root, name), 'x\n1\n');
    const requireUnchanged = watchFiles(root, ['a.csv', 'b.csv']);
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
    requireUnchanged();
    change(file);
    expect(requireUnchanged).toThrow(expect.objectContaining(CHANGED));
  });

  it('and are gone before they are digested are no bug', async () => {
    await expect(digestBeside(temporaryFolder(), ['b.csv'])()).rejects.toMatchObject(CHANGED);
  });

  it('are digested no further when nobody needs it any more', async () => {
    const { root } = large();
    const stop = new AbortController();
    const ended = Promise.race([
      digestBeside(root, ['large.parquet'], stop.signal)(),
      delay(3000, 'not at all'),
    ]);
    stop.abort();
    expect(await ended).toBe('not at all');
  });

  // sha256sum of as many bytes of zero.
  const ZEROS = 'sha256:d162f6594b643795442d4c7bba3a1711962b9e63717625d9f1f9696df315c86b';

  it.each([
    ['ahead', (root: string) => digestAhead(root, 'large.parquet')],
    ['at once', () => {}],
  ])('and are large are digested beside other work, begun %s', async (_, begin) => {
    const { root, file } = large();
    begin(root);
    const digested = digestBeside(root, ['large.parquet']);
    expect(await digested()).toEqual({ bytes: 200_000_000, digest: ZEROS });
    utimesSync(file, 1, 1);
    await expect(digested()).rejects.toMatchObject({ code: 'data-changed' });
  });

  it('and change after they were begun ahead are told', async () => {
    const { root, file } = large();
    digestAhead(root, 'large.parquet');
    utimesSync(file, 1, 1);
    await expect(digestBeside(root, ['large.parquet'])()).rejects.toMatchObject({ code: 'data-changed' });
    // What was begun ahead is used once.
    expect((await digestBeside(root, ['large.parquet'])()).digest).toBe(ZEROS);
  });
});

function large() {
  const root = temporaryFolder();
  const file = join(root, 'large.parquet');
  writeFileSync(file, '');
  truncateSync(file, 200_000_000);
  return { root, file };
}
