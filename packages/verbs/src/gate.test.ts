import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fullProject, project } from './testing/project.ts';

const metrics = { 'm.json': '{"acc": 0.8}' };
const policy = (rules: string, rest = '') => ({ 'policy.yml': `assay: 1\nrules: [${rules}]\n${rest}` });
const floor = (limit: number) => `{metric: acc, at-least: ${limit}, evidence: point}`;

test.each([
  ['pass', 0, policy(floor(0.8))],
  ['fail', 1, policy(floor(0.81))],
  ['inconclusive', 0, policy('{metric: acc, at-least: 0.1}')],
  ['inconclusive', 3, policy('{metric: acc, at-least: 0.1}', 'on-inconclusive: fail\n')],
  ['inconclusive', 0, policy('', 'on-inconclusive: pass\n')],
  ['fail', 1, policy('{metric: unheard-of, at-least: 0}')],
])('%s is exit %i', async (verdict, exit, file) => {
  const { run, record } = await project({ ...metrics, ...file });
  await run('evaluate', { 'metrics-file': 'm.json' });
  const result = await run('gate', { policy: 'policy.yml' });
  expect(result).toMatchObject({ exit, alone: true, document: { verdict } });
  expect(result.outputs['verdict']).toBe(verdict);
  expect(record().verdict).toMatchObject({ outcome: verdict });
});

test('the policy is that of assay.yml; another may be named; none is inconclusive', async () => {
  const yml = `assay: 1\nmodel: m1\ngate: {rules: [${floor(0.9)}]}\n`;
  const { run } = await project({ ...metrics, 'assay.yml': yml, 'other.yml': yml.replace('0.9', '0.1') });
  await run('evaluate', { 'metrics-file': 'm.json' });
  expect(await run('gate')).toMatchObject({ exit: 1, alone: false });
  expect(await run('gate', { policy: 'other.yml' })).toMatchObject({ exit: 0 });
  const bare = await project(metrics);
  await bare.run('evaluate', { 'metrics-file': 'm.json' });
  expect(await bare.run('gate')).toMatchObject({ exit: 0, document: { verdict: 'inconclusive' } });
});

test.each([
  [{}, 'record-missing'],
  [{ record: 'other/run.json' }, 'record-missing'],
  [{ policy: 'none.yml' }, 'policy-missing'],
  [{ policy: 'no-gate.yml' }, 'policy-missing'],
  [{ policy: 'bad.yml' }, 'contract-invalid'],
  [{ policy: '../policy.yml' }, 'path-outside'],
  [{ record: '..' }, 'path-outside'],
])('mistake %j is %s', async (inputs, code) => {
  const files = { 'no-gate.yml': 'assay: 1\nmodel: m1\n', 'bad.yml': 'assay: 1\nrules: [{metric: acc}]\n' };
  const { run } = await project(files);
  await expect(run('gate', inputs)).rejects.toMatchObject({ name: 'UserError', code });
});

test('a folder whose name begins with two dots is inside', async () => {
  const { run } = await project({ '..odd/m.json': '{"acc": 1}' });
  const record = '..odd/run.json';
  expect(await run('evaluate', { 'metrics-file': '..odd/m.json', record })).toMatchObject({ exit: 0 });
});

test('a training that failed fails the gate', async () => {
  const { run } = await project(fullProject());
  await run('train', { command: 'false' });
  expect(await run('gate')).toMatchObject({ exit: 1, document: { verdict: 'fail' } });
});

test('a record that is broken says to remove it, and which it is', async () => {
  const { run, repository } = await project(metrics);
  await run('evaluate', { 'metrics-file': 'm.json' });
  for (const [text, code] of [
    ['{', 'record-syntax'],
    ['{"assay": "run/9"}', 'unsupported-version'],
    ['{"assay": "run/1"}', 'record-invalid'],
  ]) {
    writeFileSync(join(repository.path, '.assay/run.json'), text ?? '');
    await expect(run('gate')).rejects.toMatchObject({ code });
    await expect(run('evaluate', { 'metrics-file': 'm.json' })).rejects.toMatchObject({
      code,
      fix: expect.stringContaining('remove .assay/run.json'),
    });
  }
});

test('a record that another run left is not judged, unless it was named', async () => {
  const { run, repository, context } = await project({ ...metrics, ...policy(floor(0.8)) });
  await run('evaluate', { 'metrics-file': 'm.json' });
  await run('evaluate', { 'metrics-file': 'm.json', record: 'kept.json' });
  context.trigger.commit = await repository.commit('second');
  await expect(run('gate', { policy: 'policy.yml' })).rejects.toMatchObject({ code: 'record-stale' });
  await expect(run('report')).rejects.toMatchObject({ code: 'record-stale' });
  expect(await run('gate', { policy: 'policy.yml', record: 'kept.json' })).toMatchObject({ exit: 0 });
});

test('a baseline may be named; without an evaluation it is none', async () => {
  const rule = '{metric: acc, no-worse-than: 0.05, evidence: point}';
  const { run } = await project({
    ...metrics,
    ...policy(rule),
    'better.json': '{"acc": 0.9}',
    'empty.txt': '',
  });
  await run('evaluate', { 'metrics-file': 'better.json', record: 'base.json' });
  await run('evaluate', { 'metrics-file': 'm.json' });
  // 0.8 - 0.9 = -0.1, worse than the margin.
  const result = await run('gate', { policy: 'policy.yml', baseline: 'base.json' });
  expect(result).toMatchObject({ exit: 1, document: { rules: [{ baseline: 0.9, value: 0.8 }] } });
  await run('train', { command: 'true', record: 'trained.json' });
  const none = run('gate', { policy: 'policy.yml', baseline: 'trained.json' });
  await expect(none).rejects.toMatchObject({ code: 'baseline-empty' });
  const gone = run('gate', { policy: 'policy.yml', baseline: 'gone.json' });
  await expect(gone).rejects.toMatchObject({ code: 'baseline-missing' });
});

test('a ledger that cannot be read is no first run', async () => {
  const yml = `assay: 1\nmodel: m1\nevaluate: {metrics-file: m.json}\ngate: {rules: [{metric: acc, no-worse-than: 0.1, evidence: point}]}\n`;
  const { run, repository, context, told } = await project({ ...metrics, 'assay.yml': yml });
  context.trigger.base = context.trigger.commit;
  await repository.git('remote', 'add', 'origin', 'https://127.0.0.1:1/x.git');
  await run('evaluate');
  expect(told.join()).toContain('warn: not compared with a baseline');
  expect(await run('gate')).toMatchObject({ exit: 1 });
});
