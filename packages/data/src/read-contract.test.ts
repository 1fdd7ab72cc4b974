import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readContract } from './read-contract.ts';
import { temporaryFolder } from './temporary-data.ts';

async function read(column: string) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'c.yml'), `assay-data: 1\ncolumns:\n  x: ${column}\n`);
  return readContract('c.yml', folder);
}

test.each([
  '{type: integer, range: {min: 0, max: "9007199254740993"}, allowed: [1, "9007199254740993"]}',
  '{type: integer, range: {min: 0.5}}',
  '{type: number, range: {min: -1.5, max: "2"}, allowed: [0.5, "1"]}',
  '{type: date, range: {min: 2026-01-01, max: 2026-01-01}, allowed: [2024-02-29]}',
  '{type: timestamp, range: {min: 2026-01-01, max: "2026-01-31T10:00:00Z"}}',
  '{type: string, allowed: [yes, "1"]}',
  '{type: boolean, allowed: [true]}',
])('%s is right', async (column) => {
  expect((await read(column)).value.columns['x']).toBeDefined();
});

// The column begins at the sixth character of its line.
test.each([
  ['{type: string, range: {min: 0}}', 'contract-bound', '3:21'],
  ['{type: number, range: {min: 5, max: 1}}', 'contract-bound', '3:21'],
  ['{type: number, range: {min: abc}}', 'contract-bound', '3:34'],
  ['{type: date, range: {min: 2026-02-30}}', 'contract-bound', '3:32'],
  ['{type: date, range: {min: 20260101}}', 'contract-bound', '3:32'],
  ['{type: string, allowed: [a, 1]}', 'contract-allowed', '3:34'],
  ['{type: integer, allowed: [1.5]}', 'contract-allowed', '3:32'],
  ['{type: boolean, allowed: [yes]}', 'contract-allowed', '3:32'],
])('%s: %s at %s', async (column, code, place) => {
  await expect(read(column)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(`c.yml:${place}`),
  });
});

test.each([
  ['columns: {x: {type: integer, mean: {}}}', '2:30  no bounds', 'add "min: …" or "max: …"'],
  ['columns: {x: {type: integer, range: {at-most: 1 %}}}', '2:30  no bounds', 'add "min: …" or "max: …"'],
  [
    'columns: {x: {type: integer, quantiles: {}}}',
    '2:30  no quantile',
    'add "0.5: {min: …, max: …}", or remove it',
  ],
  [
    'columns: {x: {type: integer, outliers: {}}}',
    '2:30  no way to tell outliers',
    'add "iqr: 1.5" or "robust-z: 3.5"',
  ],
  [
    'representation: [{column: x, shares: {}}]\ncolumns: {x: {type: string}}',
    '2:30  no group',
    'add "GROUP: 50 %", for each value that has to have a share',
  ],
  [
    'leakage: {key: x, ignore: [y]}\ncolumns: {x: {type: string}}',
    '2:1  nothing to look for',
    'add "training: …", "label: …" or "label-time: …"',
  ],
])('what checks nothing is refused: %s', async (lines, message, fix) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'c.yml'), `assay-data: 1\n${lines}\n`);
  await expect(readContract('c.yml', folder)).rejects.toMatchObject({
    code: 'contract-bound',
    message: `c.yml:${message}`,
    fix: expect.stringContaining(fix),
  });
});

test('no such file', async () => {
  await expect(readContract('c.yml', temporaryFolder())).rejects.toMatchObject({
    code: 'contract-not-found',
  });
});

test('a contract outside the repository is not read: its lines would be quoted', async () => {
  const outside = temporaryFolder();
  const root = join(outside, 'repository');
  mkdirSync(root);
  writeFileSync(join(outside, 'secret'), 'TOKEN=hush\n');
  symlinkSync('../secret', join(root, 'link.yml'));
  symlinkSync('/dev/zero', join(root, 'endless.yml'));
  for (const path of ['link.yml', 'endless.yml', '../secret'])
    await expect(readContract(path, root)).rejects.toMatchObject({
      code: 'path-outside',
      message: `${path} is outside the repository`,
    });
  writeFileSync(join(root, 'c.yml'), 'assay-data: 1\ncolumns: {}\n');
  symlinkSync('c.yml', join(root, 'other-name.yml'));
  expect((await readContract('other-name.yml', root)).value.columns).toEqual({});
});

test('a pipe is not waited for, and a folder is no contract', async () => {
  const root = temporaryFolder();
  execFileSync('mkfifo', [join(root, 'pipe.yml')]);
  for (const path of ['pipe.yml', '.'])
    await expect(readContract(path, root)).rejects.toMatchObject({
      code: 'contract-not-found',
      message: `${path} cannot be read: it is no file`,
    });
});

test.each([
  ['rows: {at-least: 5, at-most: 2}', '2:1'],
  ['environments: {serving: {rows: {at-least: 5, at-most: 2}}}', '2:26'],
])('%s: no number of rows fits', async (line, place) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'c.yml'), `assay-data: 1\n${line}\ncolumns: {}\n`);
  await expect(readContract('c.yml', folder)).rejects.toMatchObject({
    code: 'contract-bound',
    message: expect.stringContaining(`c.yml:${place}`),
  });
});

test.each(['latin1', 'utf16le'] as const)(
  '%s is no contract: its names would be others',
  async (encoding) => {
    const folder = temporaryFolder();
    const text = '\ufeffassay-data: 1\ncolumns: {caf\u00e9: {type: integer}}\n';
    writeFileSync(join(folder, 'c.yml'), Buffer.from(encoding === 'latin1' ? text.slice(1) : text, encoding));
    await expect(readContract('c.yml', folder)).rejects.toMatchObject({ code: 'contract-encoding' });
  },
);
