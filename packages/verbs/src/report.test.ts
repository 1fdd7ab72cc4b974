import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshRunner, fullProject, inRepository, project } from './testing/project.ts';

test('writes HTML and Markdown, and sets the verdict where none is', async () => {
  const { run, record, repository } = await project(fullProject());
  await run('train');
  await run('evaluate');
  const result = await run('report', { html: 'out/r.html', markdown: 'out/r.md' });
  expect(result).toMatchObject({ exit: 0, alone: true });
  expect(result.outputs).toMatchObject({
    html: 'out/r.html',
    verdict: record().verdict?.outcome,
    recorded: 'false',
  });
  const html = readFileSync(join(repository.path, 'out/r.html'), 'utf8');
  expect(html).toMatch(/^<!doctype html>/i);
  expect(html).toContain('parity');
  const markdown = readFileSync(join(repository.path, 'out/r.md'), 'utf8');
  expect(markdown).toContain('parity');
  expect(markdown).toContain('roc_auc');
});

test('without a record, or outside the repository, nothing is written', async () => {
  const { run } = await project({ 'm.json': '{"a": 1}' });
  await expect(run('report')).rejects.toMatchObject({ code: 'record-missing' });
  await run('evaluate', { 'metrics-file': 'm.json' });
  await expect(run('report', { html: '../r.html' })).rejects.toMatchObject({ code: 'path-outside' });
});

test('a push to the default branch is recorded; a branch from it is compared row by row', async () => {
  const main = await project(fullProject(0.2), { records: true });
  for (const verb of ['train', 'evaluate']) await main.run(verb);
  expect((await main.run('report')).outputs['recorded']).toBe('true');
  const base = main.record();

  freshRunner(main);
  await main.repository.commit('unrecorded', { 'notes.txt': '' });
  const between = await main.repository.sha();
  await main.repository.switch('better');
  await main.repository.commit('better', { 'params.json': '{"skill": 0.4}' });
  const branch = await inRepository(main.repository, { branch: 'better', base: between, baseBranch: 'main' });
  await branch.run('train');
  await branch.run('evaluate');
  const [comparison] = branch.record().comparisons ?? [];
  expect(comparison).toMatchObject({ with: 'base', paired: true, guard: null, behind: 1, record: base.id });
  expect(comparison?.commit).toBe(base.source.commit);
  const before = base.evaluation?.metrics.find(({ metric, slice }) => metric === 'roc_auc' && slice === null);
  const change = comparison?.metrics.find(({ metric, slice }) => metric === 'roc_auc' && slice === null);
  expect(change?.base).toBe(before?.value);
  expect(change?.value).toBeGreaterThan(0);
  expect(await branch.run('gate')).toMatchObject({ exit: 0, document: { verdict: 'pass' } });
});

test('predictions that are not those of the record are not kept: the next run is compared without pairing', async () => {
  const main = await project(fullProject(), { records: true });
  for (const verb of ['train', 'evaluate']) await main.run(verb);
  writeFileSync(join(main.repository.path, '.assay/predictions.parquet'), 'other');
  await main.run('report');
  expect(main.told).toContainEqual(expect.stringMatching(/^warn: the predictions beside the record/));
  freshRunner(main);
  const branch = await inRepository(main.repository, { base: await main.repository.sha() });
  for (const verb of ['train', 'evaluate']) await branch.run(verb);
  const [comparison] = branch.record().comparisons ?? [];
  expect(comparison).toMatchObject({ paired: false, guard: 'predictions-not-kept' });
  expect(comparison?.metrics[0]?.method).toBe('square-and-add');
});

test('nothing is recorded unless the trigger says so, or when told not to', async () => {
  const pull = await project(fullProject());
  await pull.run('train');
  expect((await pull.run('report')).outputs['recorded']).toBe('false');
  const push = await inRepository(pull.repository, { records: true });
  expect((await push.run('report', { 'record-base': 'false' })).outputs['recorded']).toBe('false');
  expect((await push.run('report')).outputs['recorded']).toBe('true');
});
