import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fullProject, inRepository, project } from './testing/project.ts';

test('everything in assay.yml, in order', async () => {
  const { run, record, told, repository } = await project(fullProject());
  const result = await run('run');
  const { verdict } = record();
  expect(result).toMatchObject({ exit: 0, message: `${verdict?.outcome}: ${verdict?.why}` });
  expect(told.filter((line) => /^info: [a-z-]+: /.test(line)).map((line) => line.split(': ')[1])).toEqual([
    ...['validate-data', 'train', 'evaluate', 'report'],
  ]);
  for (const section of ['data', 'training', 'artifact', 'evaluation', 'comparisons'])
    expect(record()).toHaveProperty(section);
  expect(existsSync(join(repository.path, '.assay/report.html'))).toBe(true);
});

test.each([
  ['with an evaluation', fullProject()['assay.yml'] ?? ''],
  ['without one', 'assay: 1\nmodel: parity\ntrain: {command: node train.mjs}\n'],
])('a training that fails is reported: %s', async (_, yml) => {
  const files = { ...fullProject(), 'assay.yml': yml, 'train.mjs': 'process.exit(4)' };
  const { run, record, repository } = await project(files);
  expect(await run('run')).toMatchObject({ exit: 1 });
  expect(record().training).toMatchObject({ outcome: 'failed', exit: 4 });
  expect(record()).not.toHaveProperty('evaluation');
  expect(existsSync(join(repository.path, '.assay/report.html'))).toBe(true);
});

test('data that break their contract are not trained on, and the report says so', async () => {
  const { run, record } = await project({ ...fullProject(), 'data.csv': 'x,y\n-1,a\n' });
  expect(await run('run')).toMatchObject({ exit: 1 });
  expect(record()).toMatchObject({ verdict: { outcome: 'fail', why: 'the data break their contract' } });
  expect(record().training).toBeUndefined();
});

test('an inconclusive verdict fails where the policy says so', async () => {
  const yml = 'assay: 1\nmodel: m1\ngate: {on-inconclusive: fail}\nevaluate: {metrics-file: m.json}\n';
  const { run } = await project({ 'assay.yml': yml, 'm.json': '{"acc": 1}' });
  expect(await run('run')).toMatchObject({ exit: 3, outputs: { verdict: 'inconclusive' } });
});

test('without a policy only what is broken fails', async () => {
  const yml = 'assay: 1\nmodel: m1\nevaluate: {metrics-file: m.json}\n';
  const { run } = await project({ 'assay.yml': yml, 'm.json': '{"acc": 0}' });
  expect(await run('run')).toMatchObject({
    exit: 0,
    message: 'no policy, so no verdict',
    outputs: { verdict: '' },
  });
});

test('starts anew, and records the base on request', async () => {
  const main = await project(fullProject());
  const { id } = ((await main.run('run', { 'record-base': 'true' })).document ?? {}) as { id: string };
  expect(((await main.run('run')).document as { id: string }).id).not.toBe(id);
  const base = await main.repository.sha();
  await main.repository.commit('next', { 'params.json': '{"skill": 0.65}' });
  const next = await inRepository(main.repository, { base });
  await next.run('run');
  expect(next.record().comparisons?.[0]).toMatchObject({ paired: true, record: id });
});

test('without assay.yml there is nothing to run', async () => {
  const { run } = await project({ 'a.txt': '' });
  await expect(run('run')).rejects.toMatchObject({ code: 'contract-missing' });
});

test('only a commit of the default branch, as it is, becomes a baseline', async () => {
  const { run, repository, context } = await project(fullProject());
  const record = () => run('run', { 'record-base': 'true' });
  context.trigger.branch = 'topic';
  context.trigger.baseBranch = 'main';
  await expect(record()).rejects.toMatchObject({ code: 'not-a-base' });
  context.trigger.branch = 'main';
  writeFileSync(join(repository.path, 'data.csv'), 'x,y\n1,a\n');
  await expect(record()).rejects.toMatchObject({ code: 'not-a-base' });
});

test('a ledger that cannot be written to is told before the training', async () => {
  const { run, repository, told } = await project(fullProject());
  execFileSync('git', ['remote', 'add', 'origin', join(repository.path, 'gone.git')], {
    cwd: repository.path,
  });
  await expect(run('run', { 'record-base': 'true' })).rejects.toMatchObject({ code: 'ledger-unreachable' });
  expect(told).toEqual([]);
});

test('a repository without a commit is told that there is none yet', async () => {
  const { run, told } = await project(fullProject(), { commit: null });
  await run('run');
  expect(told.find((line) => line.includes('no baseline'))).toContain('there is no commit yet');
});

test('the first commit of a branch is not told that there is no branch', async () => {
  const told = async (baseBranch: string | null) => {
    const made = await project(fullProject(), { baseBranch });
    await made.run('run');
    return made.told.find((line) => line.includes('no baseline'));
  };
  expect(await told('main')).toContain('no earlier commit of main');
  expect(await told(null)).toContain('nothing says which commit');
});
