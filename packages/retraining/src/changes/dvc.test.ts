import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFiles } from '@assay/test';
import { describe, expect, test } from 'vitest';
import { dvcState } from './dvc-digest.ts';
import { dvcPaths, withDvcStates } from './dvc-file.ts';

const folder = {
  'data/a.csv': 'x,y\n1,2\n',
  'data/sub/b.txt': 'b\r\n',
  'data/ü/c d".txt': 'c',
  'data/Z': 'z',
  'data/sub.txt': 's',
  'data/empty': '',
  'data/😀.bin': '😀',
  'data/ｆ': 'p',
};

// As dvc-expected.sh printed it.
const DATA_DVC = `outs:
- md5: ec463fb18d66f3167be747b864410887.dir
  size: 19
  nfiles: 8
  hash: md5
  path: data
`;
const ONE_DVC = `outs:
- md5: 5bbf5a52328e7439ae6e719dfe712200
  size: 4
  hash: md5
  path: one.csv
`;

describe('as DVC records it', () => {
  test('a folder, sorted by code points, its names in ASCII', async () => {
    const root = await temporaryFiles(folder);
    const stale = DATA_DVC.replace('ec46', '0000').replace('19', '1').replace('8\n', '1\n');
    expect(withDvcStates(stale, 'data.dvc', [await dvcState(root, 'data')])).toBe(DATA_DVC);
  });

  test('a file', async () => {
    const root = await temporaryFiles({ 'one.csv': 'one\n' });
    const stale = ONE_DVC.replace('5bbf', '0000').replace('size: 4', 'size: 1');
    expect(withDvcStates(stale, 'one.csv.dvc', [await dvcState(root, 'one.csv')])).toBe(ONE_DVC);
  });
});

test('an MD5 of digits alone stays a text', () => {
  const md5 = '12345678901234567890123456789012';
  const next = withDvcStates(ONE_DVC, 'one.csv.dvc', [{ md5, size: 4, nfiles: undefined }]);
  expect(next).toContain(`md5: "${md5}"`);
});

test('data are found from the folder of the file, or from wdir', () => {
  expect(dvcPaths(DATA_DVC, 'd.dvc')).toEqual(['data']);
  expect(dvcPaths(`wdir: ..\n${DATA_DVC}`, 'd.dvc')).toEqual(['../data']);
});

test.each([
  ['an import', `deps:\n- path: s3://b/x\n${ONE_DVC}`],
  ['of DVC 2', ONE_DVC.replace('  hash: md5\n', '')],
  ['without data', 'meta: {}\n'],
  ['no YAML', 'outs: [\n'],
])('a file that is %s is refused', (_, text) => {
  expect(() => dvcPaths(text, 'x.dvc')).toThrow(expect.objectContaining({ code: 'dvc-file' }));
});

test('links, a .dvcignore within and missing data are refused', async () => {
  const root = await temporaryFiles({ 'data/a': '', 'ignoring/.dvcignore': 'a\n' });
  await symlink('/etc/hostname', join(root, 'data/link'));
  for (const path of ['data', 'ignoring', 'missing'])
    await expect(dvcState(root, path)).rejects.toMatchObject({ code: 'dvc-data' });
});

test('a folder in the place of a file is refused', async () => {
  const root = await temporaryFiles(folder);
  const state = await dvcState(root, 'data');
  expect(() => withDvcStates(ONE_DVC, 'one.csv.dvc', [state])).toThrow(
    expect.objectContaining({ code: 'dvc-file' }),
  );
});
