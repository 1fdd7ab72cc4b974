import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { digestBytes } from '@assay/contract';
import { expect, test } from 'vitest';
import { fullProject, project, trainScript } from './testing/project.ts';

test('from assay.yml', async () => {
  const { run, record, told } = await project(fullProject(0.5));
  const result = await run('train');
  expect(result).toMatchObject({ exit: 0, alone: false, annotations: [], document: { outcome: 'trained' } });
  expect(result.outputs).toMatchObject({
    outcome: 'trained',
    'model-digest': digestBytes('skill 0.5'),
    record: '.assay/run.json',
  });
  expect(record()).toMatchObject({
    training: { seed: 3, params: { skill: 0.5 }, metrics: { 'train.loss': 0.5 }, command: 'node train.mjs' },
    artifact: { digest: digestBytes('skill 0.5'), paths: ['out/model.bin'] },
    'made-by': { assay: '0.1.0', engine: null },
  });
  expect(told).toEqual(['group: train: node train.mjs', 'output: trained with 0.5\n']);
});

test('alone, from its inputs, which go before assay.yml', async () => {
  const alone = await project({ 'train.mjs': trainScript, 'params.json': '{"skill": 1}' });
  const inputs = { command: 'node train.mjs', outputs: 'out/model.bin', seed: '5' };
  expect(await alone.run('train', inputs)).toMatchObject({
    exit: 0,
    alone: true,
    document: { seed: 5, params: {} },
  });
  expect(alone.record().model).toBe('model');
  const both = await project(fullProject());
  expect((await both.run('train', inputs)).document).toMatchObject({ seed: 5, params: { skill: 0.6 } });
});

test('a command that fails: exit 1, recorded, nothing kept of an earlier model', async () => {
  const { run, record } = await project(fullProject());
  await run('train');
  const result = await run('train', { command: 'exit 7' });
  expect(result).toMatchObject({ exit: 1, document: { outcome: 'failed', exit: 7 } });
  expect(result.annotations).toHaveLength(1);
  expect(result.outputs['model-digest']).toBe('');
  expect(record()).not.toHaveProperty('artifact');
});

test('notes of the training are shown, by the names that the user knows', async () => {
  const files = {
    ...fullProject(),
    'train.mjs': `${trainScript}\nwriteFileSync('out/metrics.json', '{"loss": NaN}');`,
  };
  const { run, told } = await project(files);
  await run('train', { inputs: 'train.mjs\n*.none' });
  expect(told).toContain('warn: no input matches "*.none"');
  expect(told).toContainEqual(expect.stringMatching(/^warn: the metric "loss" is NaN/));
  await run('train', { command: 'sleep 60', timeout: '1s' });
  expect(told.at(-1)).toContain('it took longer than the input "timeout"');
});

test.each([
  [{ seed: '1.5' }, 'input-invalid', 'input "seed": expected a whole number, found 1.5'],
  [{ timeout: 'five minutes' }, 'input-invalid', '"timeout"'],
  [{ params: 'none.yaml' }, 'file-not-found', '"none.yaml" (the input "params")'],
  [{ params: 'train.mjs' }, 'unknown-format', 'the input "params"'],
  [{ command: 'no-such-program' }, 'command-not-found', 'the input "command"'],
  [{ outputs: 'out/none.bin' }, 'output-missing', 'the input "outputs"'],
  [{ inputs: 'none.py' }, 'input-missing', 'none.py'],
  [{ outputs: '../x' }, 'path-outside-root', '../x'],
  [{ record: '../run.json' }, 'path-outside', '../run.json'],
])('mistake %j is %s, and names the input', async (inputs, code, shown) => {
  const { run, repository } = await project(fullProject());
  const error = await run('train', inputs).catch((cause) => cause);
  expect(error).toMatchObject({ name: 'UserError', code });
  expect(`${error.message} ${error.fix}`).toContain(shown);
  expect(existsSync(join(repository.path, '../run.json'))).toBe(false);
});

test('what stands in assay.yml is called by its place there', async () => {
  const { run } = await project({ ...fullProject(), 'params.json': '{' });
  await expect(run('train')).rejects.toMatchObject({ message: expect.stringContaining('`train.params`') });
});

test('without a command there is nothing to do', async () => {
  const { run } = await project({ 'a.txt': '' });
  await expect(run('train')).rejects.toMatchObject({ code: 'nothing-to-do' });
});
