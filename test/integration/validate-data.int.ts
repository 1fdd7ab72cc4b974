import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderGfm } from '../harness/index.ts';
import { openRelease, type Release, readText } from './scene/release.ts';
import { DATA_CONTRACT, ROWS, tinyModel } from './scene/tiny-model.ts';
import { workspace } from './scene/workspace.ts';

let release: Release;
beforeAll(async () => {
  release = await openRelease();
});

const inputs = { data: 'rows.csv', contract: 'rows.contract.yml' };
const files = { 'rows.csv': ROWS, 'rows.contract.yml': DATA_CONTRACT };
const validate = async (content: Record<string, string>, given: Record<string, string> = inputs) => {
  const folder = await workspace(content);
  return { folder, result: await release.run('validate-data', { workspace: folder, inputs: given }) };
};

describe('validate-data alone', () => {
  it('passes data that keep their contract', async () => {
    const { result } = await validate(files);
    expect(result).toMatchObject({ exitCode: 0, annotations: [], problems: [], stderr: '' });
    expect(result.outputs).toMatchObject({
      outcome: 'pass',
      rows: '10',
      findings: '0',
      record: '.assay/run.json',
    });
    expect(result.summary).toContain('10 rows');
  });

  it('fails on a value out of its range, and shows where', async () => {
    const { result, folder } = await validate({ ...files, 'rows.csv': `${ROWS}10,a,-1\n` });
    expect(result).toMatchObject({ exitCode: 1, outputs: { outcome: 'fail', rows: '11', findings: '1' } });
    const errors = result.annotations.filter(({ level }) => level === 'error');
    // On the pull request it stands beside the contract's own line.
    const line = DATA_CONTRACT.split('\n').findIndex((each) => each.includes('range:')) + 1;
    expect(errors[0]).toMatchObject({ file: 'rows.contract.yml', line });
    expect(errors[0]?.message).toContain('-1');
    expect(renderGfm(result.summary).rows.flat().join(' ')).toContain('amount');
    expect(JSON.parse(readText(folder, '.assay/run.json'))).toMatchObject({
      data: [{ outcome: 'fail', findings: [{ column: 'amount', check: 'range', rows: 1 }] }],
    });
  });

  it('says what it found where there is no contract', async () => {
    const { result } = await validate(files, { data: 'rows.csv' });
    expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'inconclusive', rows: '10' } });
    expect(result.summary).toContain('no data contract');
  });

  it('writes a first contract that the data keep, and writes over none', async () => {
    const infer = { data: 'rows.csv', infer: 'true', out: 'new.contract.yml' };
    const { result, folder } = await validate({ 'rows.csv': ROWS }, infer);
    expect(result).toMatchObject({ exitCode: 0, outputs: { contract: 'new.contract.yml' } });
    const written = readText(folder, 'new.contract.yml');
    const again = await release.run('validate-data', { workspace: folder, inputs: infer });
    expect(again.exitCode).toBe(1);
    expect(again.annotations[0]?.message).toContain('new.contract.yml exists already');
    expect(readText(folder, 'new.contract.yml')).toBe(written);
    const held = { data: 'rows.csv', contract: 'new.contract.yml' };
    expect(await release.run('validate-data', { workspace: folder, inputs: held })).toMatchObject({
      exitCode: 0,
      outputs: { outcome: 'pass' },
    });
  });

  it('puts new columns into a contract, and not a byte besides', async () => {
    const contract = '# ours\nassay-data: 1\ncolumns:\n  id: {type: integer}   # by hand\n';
    const update = { data: 'rows.csv', update: 'true', contract: 'ours.yml' };
    const { result, folder } = await validate({ 'rows.csv': ROWS, 'ours.yml': contract }, update);
    expect(result).toMatchObject({ exitCode: 0, outputs: { contract: 'ours.yml' } });
    const written = readText(folder, 'ours.yml');
    expect(written.startsWith(contract)).toBe(true);
    expect(written).toContain('\n  amount:\n    type: ');
    await release.run('validate-data', { workspace: folder, inputs: update });
    expect(readText(folder, 'ours.yml')).toBe(written);
  });

  it.each([
    { name: 'a file that is not there', given: { data: 'gone.csv' }, says: /gone\.csv/ },
    { name: 'a contract that is not there', given: { ...inputs, contract: 'gone.yml' }, says: /gone\.yml/ },
    {
      name: 'a flag that is none',
      given: { ...inputs, infer: 'perhaps' },
      says: /"infer".*"perhaps".*true, false/s,
    },
    { name: 'no data at all', given: {}, says: /"data"/ },
    { name: 'a file outside of the repository', given: { data: '../rows.csv' }, says: /rows\.csv/ },
  ])('refuses $name, and leaves no record', async ({ given, says }) => {
    const { result, folder } = await validate(files, given as Record<string, string>);
    expect(result.exitCode).toBe(1);
    expect(result.annotations[0]?.message).toMatch(says);
    expect(result.unmasked).not.toMatch(/ {4}at /);
    expect(existsSync(join(folder, '.assay/run.json'))).toBe(false);
  });

  it('points at a mistake in the contract by file, line and column', async () => {
    const { result } = await validate({
      ...files,
      'rows.contract.yml': DATA_CONTRACT.replace('integer', 'integr'),
    });
    expect(result.exitCode).toBe(1);
    expect(result.annotations[0]?.message).toMatch(/rows\.contract\.yml:3:14 .*did you mean.*integer/s);
  });
});

describe('validate-data with the contract', () => {
  it('checks every data set, and leaves the summary to the report', async () => {
    const { result, folder } = await validate(tinyModel(1) as Record<string, string>, {});
    expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'pass', rows: '10' }, summary: '' });
    expect(JSON.parse(readText(folder, '.assay/run.json'))).toMatchObject({
      model: 'tiny',
      data: [{ name: 'rows', outcome: 'pass' }],
    });
  });

  it('works in a folder of the repository', async () => {
    const inFolder = Object.fromEntries(
      Object.entries(tinyModel(1)).map(([path, text]) => [`ml/${path}`, text]),
    );
    const { result, folder } = await validate(inFolder as Record<string, string>, {
      'working-directory': 'ml',
    });
    expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'pass' } });
    expect(existsSync(join(folder, 'ml/.assay/run.json'))).toBe(true);
  });
});
