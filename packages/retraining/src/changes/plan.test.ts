import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { retrainSchema } from '@assay/contract';
import { temporaryFiles } from '@assay/test';
import { expect, test } from 'vitest';
import { addedRows } from './added-rows.ts';
import { readInside } from './inside.ts';
import { planChanges, withPlanned } from './plan.ts';

const plan = (root: string, ...changes: unknown[]) =>
  planChanges(root, retrainSchema.parse({ changes }).changes, '2026-11-20', (path) => readInside(root, path));

const files = {
  'params.yaml': 'until: 2026-10-31 # day\nseed: 1\n',
  'data/train.csv': 'id,x\n1,ä\n',
  'data/2026-11-20.csv': 'id,x\n2,ö\n',
  'data/ref.bin': new Uint8Array([0, 255]),
  'new.bin': new Uint8Array([255, 0, 10]),
};

test('each kind of change, with the day filled in, and nothing else; again, nothing more', async () => {
  const root = await temporaryFiles({
    ...files,
    'one.csv': 'one\n',
    'dvc/one.dvc':
      'wdir: ..\nouts:\n- md5: 0000000000000000000000000000000a\n  size: 1\n  hash: md5\n  path: one.csv\n',
  });
  const changes = [
    { file: 'params.yaml', key: 'until', value: '{{ date }}' },
    { path: './data/train.csv', append: 'data/{{date}}.csv' },
    { file: 'params.yaml', key: 'seed', value: 2 },
    { path: 'data/ref.bin', replace: 'new.bin' },
    { dvc: 'dvc/one.dvc' },
  ];
  const planned = await plan(root, ...changes);
  expect(planned.map(({ path, bytes, done }) => [path, bytes.toString('latin1'), done])).toEqual([
    ['params.yaml', 'until: 2026-11-20 # day\nseed: 2\n', ['until = 2026-11-20', 'seed = 2']],
    [
      'data/train.csv',
      Buffer.from('id,x\n1,ä\n2,ö\n').toString('latin1'),
      ['1 rows of data/2026-11-20.csv added'],
    ],
    ['data/ref.bin', '\u00ff\u0000\n', ['replaced by new.bin']],
    // The MD5 is that of dvc.test.ts.
    [
      'dvc/one.dvc',
      'wdir: ..\nouts:\n- md5: 5bbf5a52328e7439ae6e719dfe712200\n  size: 4\n  hash: md5\n  path: one.csv\n',
      ['names the data as they are now'],
    ],
  ]);
  const again = await withPlanned(root, planned, () => plan(root, ...changes));
  expect(again.map(({ bytes }) => bytes)).toEqual(planned.map(({ bytes }) => bytes));
});

test('the work tree holds the changes only meanwhile, and what would be lost is not overwritten', async () => {
  const root = await temporaryFiles(files);
  const planned = await plan(root, { path: 'data/train.csv', append: 'data/{{date}}.csv' });
  const text = () => readFile(join(root, 'data/train.csv'), 'utf8');
  const [before, after] = [files['data/train.csv'], `${files['data/train.csv']}2,ö\n`];
  expect(await withPlanned(root, planned, text)).toBe(after);
  expect(await text()).toBe(before);
  await expect(withPlanned(root, planned, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
  expect(await text()).toBe(before);
  // A killed attempt left it.
  await writeFile(join(root, 'data/train.csv'), after);
  expect(await withPlanned(root, planned, text)).toBe(after);
  await writeFile(join(root, 'data/train.csv'), 'id,x\n1,mine\n');
  await expect(withPlanned(root, planned, text)).rejects.toMatchObject({ code: 'change-uncommitted' });
  expect(await text()).toContain('mine');
});

test.each([
  [{ path: '../outside.csv', replace: 'new.bin' }, 'path-outside'],
  [{ path: 'data/ref.bin', replace: '/etc/hostname' }, 'path-outside'],
  [{ path: '.git/config', replace: 'new.bin' }, 'path-outside'],
  [{ path: 'data/../../x', replace: 'new.bin' }, 'path-outside'],
  [{ path: 'link.bin', replace: 'new.bin' }, 'link-refused'],
  [{ path: 'data/ref.bin', replace: 'folder/new.bin' }, 'link-refused'],
  [{ path: 'data/ref.bin', replace: 'gone.bin' }, 'file-not-found'],
  [{ path: 'gone.bin', replace: 'new.bin' }, 'file-not-found'],
  [{ path: 'data/ref.bin', replace: 'data' }, 'not-a-file'],
  [{ file: 'data/ref.bin', key: 'a', value: 1 }, 'file-syntax'],
])('%j: %s', async (change, code) => {
  const root = await temporaryFiles(files);
  await symlink('/etc/hostname', join(root, 'link.bin'));
  await symlink('data', join(root, 'folder'));
  await expect(plan(root, change)).rejects.toMatchObject({ code });
});

test.each([
  ['under their header', 'a.csv', 'id,x\n1,a\n', 'b.csv', 'id,x\n1,a\n2,b\n', 'id,x\n2,b\n'],
  ['where there was no last line end', 'a.csv', 'id,x\n1,a', 'b.csv', 'id,x\n2,b\n', 'id,x\n2,b\n'],
  ['with the line ends of the file', 'a.csv', 'id,x\r\n1,a\r\n', 'b.csv', 'id,x\n2,b', 'id,x\r\n2,b\r\n'],
  ['with line ends in the header', 'a.csv', '"i\nd",x\n1,ä\n', 'b.csv', '"i\nd",x\n2,ö\n', '"i\nd",x\n2,ö\n'],
  ['of JSON Lines', 'a.jsonl', '{"x":1}', 'b.jsonl', '{"x":2}\n', '\n{"x":2}\n'],
  ['none, where all are there', 'a.csv', 'id,x\n1,a\n', 'b.csv', 'id,x\n1,a\n', undefined],
])('the rows that are added, alone: %s', async (_, path, old, append, more, alone) => {
  const root = await temporaryFiles({ [path]: old, [append]: more });
  const [planned] = await plan(root, { path, append });
  expect(planned && addedRows(planned)?.toString()).toBe(alone);
});

test('no rows are added where a file is replaced, though it begins as before', async () => {
  const root = await temporaryFiles({ 'a.csv': 'id,x\n', 'b.csv': 'id,x\n1,a\n' });
  const [planned] = await plan(root, { path: 'a.csv', replace: 'b.csv' });
  expect(planned && addedRows(planned)).toBeNull();
});

test('rows that are there already are told of', async () => {
  const root = await temporaryFiles({ 'a.csv': 'id,x\n2,b\n1,a\n', 'b.csv': 'id,x\n1,a\n3,c\n2,b\n' });
  const [planned] = await plan(root, { path: 'a.csv', append: 'b.csv' });
  expect(planned?.done).toEqual(['1 rows of b.csv added, 2 there already']);
});

test('rows of all files that a glob names, in their order; of none, a mistake', async () => {
  const root = await temporaryFiles({
    'train.csv': 'id,x\n1,a\n',
    'incoming/2026-11-20.csv': 'id,x\n3,c\n',
    'incoming/2026-11-19.csv': 'id,x\n2,b\n',
    'incoming/2026-11-21.csv': 'id,x\n',
  });
  const [planned] = await plan(root, { path: 'train.csv', append: 'incoming/*.csv' });
  expect(String(planned?.bytes)).toBe('id,x\n1,a\n2,b\n3,c\n');
  expect(planned?.done).toEqual(['2 rows of 3 files incoming/*.csv added']);
  expect(planned?.sources).toEqual(['incoming/*.csv']);
  await expect(plan(root, { path: 'train.csv', append: 'nowhere/*.csv' })).rejects.toMatchObject({
    code: 'file-not-found',
  });
});
