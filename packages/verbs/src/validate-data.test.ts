import { existsSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fullProject, project } from './testing/project.ts';

const files = {
  'a.csv': 'x,y\n1,a\n2,b\n',
  'b.csv': 'x\n-1\n',
  'c.yml': 'assay-data: 1\ncolumns:\n  x: {type: integer, range: {min: 0}}\nextra-columns: allow\n',
  'e.yml': 'assay-data: 1\ncolumns: {}\nenvironments: {serving: {}}\n',
};

test('alone, from its inputs: pass', async () => {
  const { run, record } = await project(files);
  const result = await run('validate-data', { data: 'a.csv', contract: 'c.yml' });
  expect(result).toMatchObject({
    exit: 0,
    alone: true,
    annotations: [],
    document: { outcome: 'pass', rows: 2 },
  });
  expect(result.outputs).toEqual({ outcome: 'pass', rows: '2', findings: '0', record: '.assay/run.json' });
  expect(record()).toMatchObject({ data: [{ outcome: 'pass' }], contract: null, model: 'model' });
  expect(record()['made-by'].engine).toBe('duckdb 1.5.6');
});

test('a broken expectation fails; one finding is one finding', async () => {
  const { run } = await project(files);
  const result = await run('validate-data', { data: 'b.csv', contract: 'c.yml' });
  expect(result).toMatchObject({ exit: 1, document: { outcome: 'fail' } });
  expect(result.outputs).toMatchObject({ outcome: 'fail', findings: '1' });
  expect(result.message).toMatch(/^data: fail, 1 row, \d+ checks?, 1 finding$/);
  expect(result.annotations).toHaveLength(1);
});

test('a file that is written to while it is checked is refused', async () => {
  const { run, context, repository } = await project(files);
  let day = 0;
  context.now = () => {
    const now = new Date(2100, 0, ++day);
    utimesSync(join(repository.path, 'a.csv'), now, now);
    return now;
  };
  const checked = run('validate-data', { data: 'a.csv', contract: 'c.yml' });
  await expect(checked).rejects.toMatchObject({
    code: 'data-changed',
    message: 'a.csv changed while it was read',
  });
});

test('how it was read is said, where it is not as the name says', async () => {
  const { run, record } = await project({ 'a.csv': 'x;y\n1,5;2\n' });
  const result = await run('validate-data', { data: 'a.csv' });
  expect(result.message).toMatch(/; read as UTF-8, separated by ";", with decimal commas$/);
  expect(record()).toMatchObject({
    data: [{ dress: { encodings: ['utf-8'], separators: [';'], decimal: ',' } }],
  });
});

test('without a contract nothing is judged; beside one that was, that does not count', async () => {
  const two = (contract: string) =>
    `assay: 1\nmodel: m1\ndata:\n  a1: {path: a.csv}\n  b1: {path: b.csv${contract}}\n`;
  const none = await project({ ...files, 'assay.yml': two('') });
  const result = await none.run('validate-data');
  expect(result).toMatchObject({ exit: 0, alone: false, document: { outcome: 'inconclusive' } });
  expect(result.outputs).toMatchObject({ outcome: 'inconclusive', rows: '3' });
  const failing = await project({ ...files, 'assay.yml': two(', contract: c.yml') });
  expect(await failing.run('validate-data')).toMatchObject({ exit: 1, document: { outcome: 'fail' } });
  const passing = await project({
    ...files,
    'assay.yml': two(', contract: c.yml').replace('b.csv', 'a.csv'),
  });
  expect((await passing.run('validate-data')).outputs).toMatchObject({ outcome: 'pass' });
});

test('from assay.yml', async () => {
  const { run, record } = await project(fullProject());
  expect(await run('validate-data')).toMatchObject({ exit: 0, alone: false });
  expect(record()).toMatchObject({
    model: 'parity',
    contract: { digest: expect.stringContaining('sha256:') },
  });
});

test('a finding stands at the line of the contract, says what to do, and is in the record', async () => {
  const { run, record } = await project(files);
  const { annotations } = await run('validate-data', { data: 'b.csv', contract: 'c.yml' });
  expect(annotations).toMatchObject([
    {
      file: 'c.yml',
      line: 3,
      level: 'error',
      message: expect.stringMatching(/first rows 1; what to do: correct these values/),
    },
  ]);
  expect(record()).toMatchObject({ data: [{ contract: 'c.yml', findings: [{ line: 3, of: 1 }] }] });
});

test('an environment, and data sets of assay.yml by their names, are those of the contract', async () => {
  const contract =
    'assay-data: 1\ncolumns:\n  x: {type: integer}\n  y: {type: string}\nreferences:\n  - {column: x, data: known, key: x}\nenvironments:\n  serving: {optional: [y]}\n';
  const { run } = await project({
    ...files,
    'served.csv': 'x\n1\n7\n',
    'served.yml': contract,
    'assay.yml': 'assay: 1\nmodel: m1\ndata:\n  known: {path: a.csv}\n',
  });
  const given = { data: 'served.csv', contract: 'served.yml' };
  const training = (await run('validate-data', given)).document;
  expect(training).toMatchObject({ findings: [{ column: 'y', check: 'columns' }, { check: 'references' }] });
  const serving = (await run('validate-data', { ...given, environment: 'serving' })).document;
  expect(serving).toMatchObject({
    environment: 'serving',
    findings: [{ check: 'references', expected: 'every value a key: "x" of known', rows: 1 }],
  });
});

test('of several data sets, those whose contract has no environments are the same in all; some contract has them', async () => {
  const contract = 'assay-data: 1\ncolumns: {}\nextra-columns: allow\n';
  const { run } = await project({
    ...files,
    'plain.yml': contract,
    'served.yml': `${contract}environments: {serving: {}}\n`,
    'assay.yml':
      'assay: 1\nmodel: m1\ndata:\n  plain: {path: a.csv, contract: plain.yml}\n  other: {path: a.csv, contract: served.yml}\n',
    'none.yml':
      'assay: 1\nmodel: m1\ndata:\n  plain: {path: a.csv, contract: plain.yml}\n  other: {path: a.csv, contract: plain.yml}\n  bare: {path: a.csv}\n',
  });
  expect(await run('validate-data', { environment: 'serving' })).toMatchObject({ exit: 0 });
  await expect(run('validate-data', { environment: 'prod' })).rejects.toMatchObject({
    code: 'environment-unknown',
  });
  await expect(run('validate-data', { config: 'none.yml', environment: 'prod' })).rejects.toMatchObject({
    code: 'environment-unknown',
    message: 'no environment "prod": plain.yml has no environments',
    fix: expect.stringContaining('environments: {"prod": {'),
  });
});

test.each([
  [{}, 'nothing-to-do'],
  [{ infer: 'true' }, 'nothing-to-do'],
  [{ contract: 'c.yml' }, 'input-missing'],
  [{ data: 'none.csv' }, 'data-file-not-found'],
  [{ data: 'a.csv', record: '../run.json' }, 'path-outside'],
  [{ data: 'a.csv', infer: 'true', out: '../never-written.yml' }, 'path-outside'],
  [{ data: 'a.csv', config: 'none.yml' }, 'contract-missing'],
  [{ data: 'a.csv', contract: 'e.yml', environment: 'serve' }, 'environment-unknown'],
  [{ data: 'a.csv', contract: 'c.yml', environment: 'serving' }, 'environment-unknown'],
])('mistake %j is %s', async (inputs, code) => {
  const { run, repository } = await project(files);
  await expect(run('validate-data', inputs)).rejects.toMatchObject({ name: 'UserError', code });
  expect(existsSync(join(repository.path, '../never-written.yml'))).toBe(false);
});
