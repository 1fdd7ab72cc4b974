import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseDataContract } from '@assay/contract';
import { expect, test } from 'vitest';
import { project } from './testing/project.ts';

const files = {
  'a.csv': 'x,y\n1,a\n2,b\n',
  'b.csv': 'x\n-1\n',
  'c.yml': '# ours\nassay-data: 1\ncolumns:\n  x: {type: integer, range: {min: 2}}   # by hand\n',
};

test('infer writes a contract that the data keep, and never over a file', async () => {
  const { run, repository } = await project(files);
  const inferred = await run('validate-data', { infer: 'true', data: 'a.csv', out: 'new/c.yml' });
  expect(inferred.message).toContain('2 columns');
  const text = readFileSync(join(repository.path, 'new/c.yml'), 'utf8');
  expect(Object.keys(parseDataContract(text, 'c.yml').value.columns)).toEqual(['x', 'y']);
  expect(await run('validate-data', { data: 'a.csv', contract: 'new/c.yml' })).toMatchObject({ exit: 0 });
  await expect(
    run('validate-data', { infer: 'true', data: 'b.csv', out: 'new/c.yml' }),
  ).rejects.toMatchObject({
    code: 'contract-exists',
  });
  expect(readFileSync(join(repository.path, 'new/c.yml'), 'utf8')).toBe(text);
  const shown = await run('validate-data', { infer: 'true', data: 'b.csv' });
  expect(shown.message).toContain('assay-data: 1');
});

test('update puts new columns in, tells what the data break, and changes nothing a second time', async () => {
  const { run, repository } = await project(files);
  const file = join(repository.path, 'c.yml');
  chmodSync(file, 0o640);
  const once = await run('validate-data', { update: 'true', data: 'a.csv', contract: 'c.yml' });
  expect(once.message).toMatch(/^c.yml: 1 new column\n/);
  expect(once.message).toContain('line 4 is broken and was left as it is: "x": at least 2;');
  expect(once.outputs).toEqual({ contract: 'c.yml' });
  const text = readFileSync(file, 'utf8');
  expect(text.startsWith(files['c.yml'])).toBe(true);
  expect(Object.keys(parseDataContract(text, 'c.yml').value.columns)).toEqual(['x', 'y']);
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(repository.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);

  const { mtimeMs } = statSync(file);
  const twice = await run('validate-data', { update: 'true', data: 'a.csv', out: 'c.yml' });
  expect(twice.message).toMatch(/^c.yml: no new column\n/);
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
});

test('update of what is not there yet is a first contract', async () => {
  const { run, repository } = await project(files);
  await run('validate-data', { update: 'true', data: 'a.csv', out: 'first.yml' });
  expect(readFileSync(join(repository.path, 'first.yml'), 'utf8')).toContain('Written from 2 rows');
});

test.each([
  [{ data: 'a.csv' }, 'input-missing'],
  [{ data: 'a.csv', contract: 'c.yml', out: 'd.yml' }, 'input-conflict'],
  [{ data: 'a.csv', contract: 'none.yml' }, 'contract-not-found'],
  [{ contract: 'c.yml' }, 'nothing-to-do'],
])('mistake %j of an update is %s', async (inputs, code) => {
  const { run } = await project(files);
  const given = { update: 'true', ...inputs };
  await expect(run('validate-data', given)).rejects.toMatchObject({ name: 'UserError', code });
});
