import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fullProject, inRepository, project } from './testing/project.ts';

const workflowRun = {
  id: 7,
  attempt: 1,
  url: 'https://github.com/o/r/actions/runs/7',
  job: 'assay',
  actor: 'ada',
};

test('the steps of one run share a record', async () => {
  const { run, record } = await project(fullProject());
  await run('validate-data');
  const { id } = record();
  await run('train');
  expect(record()['made-by'].engine).toBe('duckdb 1.5.6');
  await run('evaluate');
  await run('gate');
  expect(record()).toMatchObject({ id, source: { dirty: false, branch: 'main' } });
  for (const section of ['data', 'training', 'artifact', 'evaluation', 'comparisons', 'verdict'])
    expect(record()).toHaveProperty(section);
});

test('another commit, model, workflow run or attempt starts anew', async () => {
  const first = await project({ 'm.json': '{"a": 1}', 'c.yml': 'assay: 1\nmodel: other\n' });
  const evaluate = { 'metrics-file': 'm.json' };
  await first.run('evaluate', evaluate);
  const ids = [first.record().id];
  await first.run('evaluate', evaluate);
  expect(first.record().id).toBe(ids[0]);
  await first.run('evaluate', { ...evaluate, config: 'c.yml' });
  ids.push(first.record().id);
  await first.run('evaluate', evaluate);
  ids.push(first.record().id);
  await first.repository.commit('second');
  const another = { ...workflowRun, url: `${workflowRun.url}8` };
  for (const run of [null, workflowRun, another, { ...another, attempt: 2 }]) {
    const next = await inRepository(first.repository, { run });
    await next.run('evaluate', evaluate);
    ids.push(next.record().id);
    await next.run('evaluate', evaluate);
    expect(next.record().id).toBe(ids.at(-1));
  }
  expect(new Set(ids).size).toBe(7);
});

test('training again drops what rested on the old model; data again drops the verdict only', async () => {
  const { run, record } = await project(fullProject());
  for (const verb of ['validate-data', 'train', 'evaluate', 'gate']) await run(verb);
  await run('validate-data');
  expect(record()).toHaveProperty('evaluation');
  expect(record()).not.toHaveProperty('verdict');
  await run('gate');
  await run('evaluate');
  expect(record()).not.toHaveProperty('verdict');
  await run('gate');
  await run('train');
  expect(record()).toHaveProperty('data');
  for (const section of ['evaluation', 'comparisons', 'verdict'])
    expect(record()).not.toHaveProperty(section);
});

test('what a step makes anew is not read: damage in it is mended by running the step again', async () => {
  const { run, record, repository } = await project({ 'm.json': '{"a": 1}' });
  const evaluate = { 'metrics-file': 'm.json' };
  await run('evaluate', evaluate);
  const { id, ...whole } = record();
  const damage = (section: object) =>
    writeFile(join(repository.path, '.assay/run.json'), JSON.stringify({ id, ...whole, ...section }));
  await damage({ evaluation: { damaged: true } });
  expect(await run('evaluate', evaluate)).toMatchObject({ exit: 0 });
  expect(record()).toMatchObject({ id, evaluation: whole.evaluation });
  await damage({ verdict: [1] });
  await run('gate');
  expect(record()).toHaveProperty('verdict.outcome', 'inconclusive');
  await damage({ training: { damaged: true } });
  await expect(run('evaluate', evaluate)).rejects.toThrow('not a whole run record');
});

test('a changed file of the user makes the run dirty', async () => {
  const { run, record, repository } = await project({ 'm.json': '{"a": 1}', 'x.py': '' });
  await repository.git('rm', '--quiet', 'x.py');
  await run('evaluate', { 'metrics-file': 'm.json' });
  expect(record().source.dirty).toBe(true);
});
