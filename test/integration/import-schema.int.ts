import { readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { DataReport } from '../../packages/contract/src/index.ts';
import { run, temporaryFolder } from '../harness/index.ts';
import { LIBRARY_FOLDER } from './scene/duckdb.ts';
import { openRelease, type Release, root } from './scene/release.ts';

const IMPORTS = join(root, 'test/agreement/imports');

let release: Release;
beforeAll(async () => {
  release = await openRelease();
});

it('the released validate-data takes a schema of Frictionless, finds what Frictionless finds, and gives it back', async () => {
  const folder = temporaryFolder();
  await cp(join(IMPORTS, 'data.csv'), join(folder, 'data.csv'));
  await cp(join(IMPORTS, 'schemas/frictionless.json'), join(folder, 'schema.json'));
  const library = ['--duckdb-library', join(release.toolCache, LIBRARY_FOLDER)];
  const env = { PATH: release.path, HOME: folder };
  const assay = (...args: string[]) => {
    const program = [join(release.folder, 'dist/assay.js'), 'validate-data', ...library, ...args];
    return run(process.execPath, program, { cwd: folder, env, mayFail: true });
  };
  await assay('--import', 'schema.json', '--out', 'contract.yml');
  const found = await assay('--data', 'data.csv', '--contract', 'contract.yml', '--json');
  const { findings } = JSON.parse(found.stdout) as DataReport;

  const theirs = JSON.parse(readFileSync(join(IMPORTS, 'reference.json'), 'utf8')).frictionless.data as {
    column: string;
    rule: string;
    rows: number;
  }[];
  const rows = (column: string, ...rules: string[]) =>
    theirs
      .filter((one) => one.column === column && rules.includes(one.rule))
      .reduce((sum, one) => sum + one.rows, 0);
  const ours = (column: string, check: string) =>
    findings.find((one) => one.column === column && one.check === check)?.rows;
  expect({
    kind: ours('kind', 'allowed'),
    pattern: ours('name', 'pattern'),
    length: ours('name', 'length'),
    score: ours('score', 'range'),
  }).toEqual({
    kind: rows('kind', 'enum'),
    pattern: rows('name', 'pattern'),
    length: rows('name', 'minLength', 'maxLength'),
    score: rows('score', 'minimum', 'maximum'),
  });

  await assay('--export', 'frictionless', '--contract', 'contract.yml', '--out', 'back.json');
  const back = JSON.parse(readFileSync(join(folder, 'back.json'), 'utf8'));
  const enumOf = (schema: { fields: { name: string; constraints?: { enum?: string[] } }[] }) =>
    schema.fields.find(({ name }) => name === 'kind')?.constraints?.enum;
  expect(enumOf(back)).toEqual(enumOf(JSON.parse(readFileSync(join(folder, 'schema.json'), 'utf8'))));
});
