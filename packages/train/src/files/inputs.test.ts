import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { digestBytes } from '@assay/contract';
import { temporaryFiles } from '@assay/test';
import { expect, test } from 'vitest';
import { digestInputs, resolveInputs } from './inputs.ts';

const hostile = [
  '-n',
  '--help',
  'new\nline.py',
  'it\'s "quoted".py',
  'ünïcode 模型.py',
  'a[1].py',
  '$(id).py',
  '*.py',
];

test('files, folders and globs, sorted by bytes, each once', async () => {
  const root = await temporaryFiles({
    'b.py': '',
    'a.py': '',
    'Z.py': '',
    'data/x.csv': '',
    'src/deep/c.py': '',
  });
  const { paths, notes } = await resolveInputs(root, ['./b.py', '*.py', 'data/', 'src/**/*.py']);
  expect(paths).toEqual(['Z.py', 'a.py', 'b.py', 'data', 'src/deep/c.py']);
  expect(notes).toEqual([]);
});

test('hostile names are files like others: by name and by glob, at the top and below', async () => {
  const files = hostile.flatMap((name) => [name, `new\nfolder/${name}`]);
  const root = await temporaryFiles(Object.fromEntries(files.map((name) => [name, name])));
  const sorted = files.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect((await resolveInputs(root, files)).paths).toEqual(sorted);
  expect((await resolveInputs(root, ['**'])).paths).toEqual(sorted);
  expect(await digestInputs(root, sorted)).toEqual(
    Object.fromEntries(sorted.map((name) => [name, digestBytes(name)])),
  );
});

test('`!` takes away from every glob, and compiled Python never counts', async () => {
  const root = await temporaryFiles({
    'a.py': '',
    'b.py': '',
    'p/__pycache__/a.pyc': '',
    'p/c.py': '',
    '.env': '',
  });
  expect((await resolveInputs(root, ['**', '!b.py'])).paths).toEqual(['a.py', 'p/c.py']);
});

test('a glob without a match is told; a missing file is an error that names it', async () => {
  const root = await temporaryFiles();
  expect(await resolveInputs(root, ['data/*.csv'])).toEqual({
    paths: [],
    notes: ['no input matches "data/*.csv"'],
  });
  await expect(resolveInputs(root, ['train.py'])).rejects.toMatchObject({
    code: 'input-missing',
    message: expect.stringContaining('"train.py"'),
  });
});

test('links are refused, however they come in', async () => {
  const root = await temporaryFiles({ 'real/a.py': '' });
  await symlink('/etc/hostname', join(root, 'link.py'));
  await symlink('real', join(root, 'folder'));
  await symlink('nowhere', join(root, 'dangling'));
  for (const pattern of ['link.py', '*.py', '**', 'folder', 'folder/a.py', 'folder/*.py', 'dangling']) {
    await expect(resolveInputs(root, [pattern]), pattern).rejects.toMatchObject({ code: 'link-refused' });
  }
});

test.each(['..', '../other', 'a/../../other', '.', './', '../*', '/etc/hostname'])(
  '%j is no input',
  async (path) => {
    const root = await temporaryFiles({ 'inner/x': '', other: '' });
    await expect(resolveInputs(join(root, 'inner'), [path])).rejects.toMatchObject({
      code: expect.stringMatching(/^(path-outside-root|input-missing)$/),
    });
  },
);

test('more than 1,000 files go in as a folder', async () => {
  const names = Array.from({ length: 1001 }, (_, i) => `images/${i}.png`);
  const root = await temporaryFiles(Object.fromEntries(names.map((name) => [name, ''])));
  await expect(resolveInputs(root, ['images/*'])).rejects.toMatchObject({ code: 'too-many-inputs' });
  expect((await resolveInputs(root, ['images'])).paths).toEqual(['images']);
});
