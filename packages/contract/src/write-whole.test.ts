import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mistakeOf, writeWhole } from './index.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whole-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a file in folders that are not there yet', async () => {
  await writeWhole(join(folder, 'a/b/c.txt'), 'c');
  expect(await readFile(join(folder, 'a/b/c.txt'), 'utf8')).toBe('c');
});

test('through a link the file that it points to is written, and keeps its rights', async () => {
  const file = join(folder, 'file');
  await writeFile(file, 'old');
  await chmod(file, 0o640);
  await symlink('file', join(folder, 'link'));
  await writeWhole(join(folder, 'link'), 'new');
  expect(await readlink(join(folder, 'link'))).toBe('file');
  expect(await readFile(file, 'utf8')).toBe('new');
  expect((await stat(file)).mode & 0o777).toBe(0o640);
});

test('what cannot be written names the file, and leaves nothing beside it', async () => {
  await mkdir(join(folder, 'a/b'), { recursive: true });
  for (const path of [join(folder, 'a'), join(folder, 'a/b/c', 'x'.repeat(300))]) {
    const mistake = mistakeOf(await writeWhole(path, '').catch((error: unknown) => error));
    expect(mistake).toMatchObject({ code: 'file-refused' });
    expect(mistake?.message).toContain(`${path} cannot be used`);
  }
  expect(await readdir(folder)).toEqual(['a']);
});

test('what a run that was killed long ago left is removed, and nothing else', async () => {
  const file = join(folder, 'x.json');
  const left = (name: string) => `${name}.3b241101-e2bb-4255-8caf-4136c566a962.tmp`;
  const others = [left('x.json').replace('3b', '4b'), left('y.json'), 'x.json.tmp', 'x.json.old.tmp'];
  for (const name of [left('x.json'), ...others]) {
    await writeFile(join(folder, name), '');
    // Three hours ago; but the first of the others is being written.
    if (name !== others[0]) await utimes(join(folder, name), new Date(), new Date(Date.now() - 10_800_000));
  }
  await writeWhole(file, 'new');
  expect((await readdir(folder)).sort()).toEqual([...others, 'x.json'].sort());
});
