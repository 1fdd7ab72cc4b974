import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { whyUnreadable } from './why-unreadable.ts';

test.each([
  ['none', 'it does not exist'],
  ['file/below', 'a part of its path is no folder'],
  ['.', 'it is a folder'],
  ['circle', 'its links lead in a circle'],
  ['x'.repeat(5000), 'its name is too long'],
])('%.10s: %s', async (name, why) => {
  const folder = await mkdtemp(join(tmpdir(), 'unreadable-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'file'), '');
  await symlink('circle', join(folder, 'circle'));
  const cause = await readFile(join(folder, name)).catch((error: NodeJS.ErrnoException) => error);
  expect(whyUnreadable(cause as NodeJS.ErrnoException)).toBe(why);
});

test('what has no words is told by its code', () => {
  expect(whyUnreadable(Object.assign(new Error(), { code: 'EIO' }))).toBe('EIO');
});
