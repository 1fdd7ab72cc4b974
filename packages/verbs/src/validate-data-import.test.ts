import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project } from './testing/project.ts';

const files = {
  'x.csv': 'x,y\n1,a\n9,b\n',
  'schema.json':
    '{"fields": [{"name": "x", "type": "integer", "constraints": {"maximum": 5}, "rdfType": "r"}], "fieldsMatch": "subset"}',
  'suite.json': '{"expectations": [{"type": "expect_column_to_exist", "kwargs": {"column": "x"}}]}',
  'schema.pbtxt': 'feature { name: "x" type: INT }\n',
};

test('an import is a contract that data are held against; what has no counterpart is told', async () => {
  const { run, repository } = await project(files);
  const result = await run('validate-data', { import: 'schema.json', out: 'contracts/x.yml' });
  expect(result).toMatchObject({
    exit: 0,
    outputs: { contract: 'contracts/x.yml' },
    document: {
      format: 'frictionless',
      contract: { columns: { x: { type: 'integer', range: { max: 5 } } } },
      notes: [{ column: null, place: 'fields[0].rdfType', line: 1, message: 'no counterpart: "r"' }],
    },
  });
  expect(result.message).toMatch(
    /^contracts\/x\.yml: a contract of 1 column; 1 thing to look at\n {2}line 1, fields/,
  );
  expect(readFileSync(join(repository.path, 'contracts/x.yml'), 'utf8')).toContain(
    '# line 1, fields[0].rdfType',
  );
  const checked = await run('validate-data', { data: 'x.csv', contract: 'contracts/x.yml' });
  expect(checked).toMatchObject({
    exit: 1,
    document: { findings: [{ column: 'x', check: 'range', rows: 1 }] },
  });
  await expect(run('validate-data', { import: 'schema.json', out: 'contracts/x.yml' })).rejects.toMatchObject(
    {
      code: 'contract-exists',
    },
  );
});

test('types that a schema does not say are those of the data', async () => {
  const { run } = await project(files);
  const typed = async (inputs: Record<string, string>) =>
    (await run('validate-data', { import: 'suite.json', ...inputs })).message;
  expect(await typed({})).toContain('x: { type: string, nullable: true }');
  expect(await typed({ data: 'x.csv' })).toContain('x: { type: integer, nullable: true }');
});

test('a schema of another tool is no contract, and the error says how to make one of it', async () => {
  const { run } = await project(files);
  for (const contract of ['schema.json', 'suite.json', 'schema.pbtxt'])
    await expect(run('validate-data', { data: 'x.csv', contract })).rejects.toMatchObject({
      code: 'contract-foreign',
      fix: expect.stringContaining(`--import ${contract}`),
    });
});

test('what cannot be imported is a mistake of the user', async () => {
  const { run, repository } = await project(files);
  const code = (inputs: Record<string, string>) =>
    run('validate-data', inputs).then(
      () => 'no error',
      (error: { code: string }) => error.code,
    );
  symlinkSync('/etc/passwd', join(repository.path, 'link.json'));
  expect(await code({ import: 'absent.json' })).toBe('import-not-found');
  expect(await code({ import: '.' })).toBe('import-not-found');
  expect(await code({ import: '../x.json' })).toBe('path-outside');
  expect(await code({ import: 'link.json' })).toBe('path-outside');
  expect(await code({ import: 'x.csv' })).toBe('import-format');
  expect(await code({ import: 'schema.json', format: 'pandera' })).toBe('import-format');
  expect(await code({ import: 'schema.json', format: 'excel' })).toBe('input-invalid');
  expect(await code({ export: 'odcs' })).toBe('input-missing');
  expect(await code({ export: 'odcs', contract: 'schema.json' })).toBe('contract-foreign');
  expect(await code({ import: 'schema.json', infer: 'true', data: 'x.csv' })).toBe('input-conflict');
});

test('an export is imported again', async () => {
  const contract =
    'assay-data: 1\nowner: me\ncolumns:\n  x: {type: integer, range: {max: 5}}\nextra-columns: allow\n';
  const { run } = await project({ ...files, 'x.contract.yml': contract });
  for (const [format, out] of [
    ['odcs', 'x.odcs.yaml'],
    ['frictionless', 'x.json'],
  ] as const) {
    const result = await run('validate-data', { export: format, contract: 'x.contract.yml', out });
    expect(result).toMatchObject({ exit: 0, document: { notes: [{ column: null, key: 'owner' }] } });
    expect((await run('validate-data', { import: out })).document).toMatchObject({
      format,
      contract: {
        'extra-columns': 'allow',
        columns: { x: { type: 'integer', nullable: false, range: { max: 5 } } },
      },
    });
  }
});
