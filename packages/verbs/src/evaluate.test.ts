import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fullProject, project } from './testing/project.ts';

const files = {
  'p.csv': 'id,label,score,part\n1,1,0.9,a\n2,0,0.2,a\n3,1,0.4,b\n4,0,0.6,b\n',
  'm.json': '{"acc": 0.5, "loss": NaN}',
};
const inputs = { predictions: 'p.csv', task: 'binary', label: 'label', score: 'score' };

test('alone, from predictions', async () => {
  const { run, record } = await project(files);
  const result = await run('evaluate', {
    ...inputs,
    id: 'id',
    metrics: 'roc_auc,f1',
    slice: 'part\nlow: score < 0.5',
  });
  expect(result).toMatchObject({ exit: 0, alone: true });
  // Of four pairs, .4 against .6 is the one in the wrong order.
  expect(JSON.parse(result.outputs['metrics'] ?? '')).toEqual({ roc_auc: 0.75, f1: 0.5 });
  expect(result.message).toBe('2 metrics of 4 rows and 3 slices');
  expect(record().evaluation?.slices.map(({ slice }) => slice)).toEqual(['part=a', 'part=b', 'low']);
  expect(record().comparisons?.map((comparison) => [comparison.with, comparison.guard])).toEqual([
    ['base', 'no-baseline'],
    ['trivial', null],
  ]);
  expect(record()['made-by'].engine).toBe('duckdb 1.5.6');
});

test('two columns with a comma between are crossed; three are refused', async () => {
  const { run, record } = await project({ 'p.csv': 'label,score,a,b\n1,0.9,x,y\n0,0.2,x,z\n' });
  await run('evaluate', { ...inputs, metrics: 'f1', slice: 'a\na, b\nc: a IN (b, b)' });
  expect(record().evaluation?.slices.map(({ slice }) => slice)).toEqual([
    'a=x',
    'a=x and b=y',
    'a=x and b=z',
    'c',
  ]);
  await expect(run('evaluate', { ...inputs, slice: 'a,b,label' })).rejects.toMatchObject({
    code: 'input-invalid',
    message: expect.stringContaining('"a,b,label"'),
  });
});

test('alone, from a metrics file: one number is one metric', async () => {
  const { run, record } = await project(files);
  const result = await run('evaluate', { 'metrics-file': 'm.json' });
  expect(result).toMatchObject({ exit: 0, alone: true, message: '2 metrics read from m.json' });
  expect(result.outputs).toMatchObject({ metrics: '{"acc":0.5}', rows: '' });
  expect(record().evaluation).toMatchObject({ task: null, set: null, predictions: null });
  expect(record()['made-by'].engine).toBeNull();
  const only = await project({ 'm.json': '{"acc": 1}' });
  const absolute = join(only.repository.path, 'm.json');
  expect((await only.run('evaluate', { 'metrics-file': absolute })).message).toBe(
    '1 metric read from m.json',
  );
  expect(only.record().evaluation?.source.path).toBe('m.json');
});

test('scores by class', async () => {
  const { run } = await project({ 'p.csv': 'y,pa,pb\na,0.9,0.1\nb,0.3,0.7\n' });
  const multiclass = { predictions: 'p.csv', task: 'multiclass', label: 'y' };
  const result = await run('evaluate', { ...multiclass, score: 'a=pa\nb=pb', metrics: 'accuracy' });
  expect(result.outputs['metrics']).toBe('{"accuracy":1}');
  await expect(run('evaluate', { ...multiclass, score: 'pa\npb' })).rejects.toMatchObject({
    code: 'input-invalid',
    message: expect.stringContaining('"pa"'),
  });
});

test('each task from its inputs', async () => {
  const { run, record } = await project({
    'm.csv': 'ya,yb,pa,pb\n1,0,0.9,0.2\n0,1,0.3,0.4\n',
    'q.csv': 'label,lo,hi\n5,4,8\n9,4,8\n',
    'r.csv': 'q,label,score\nx,0,3\nx,1,2\n',
    't.csv': 'label,said\nRome,rome\n',
  });
  const metricsOf = async (given: Record<string, string>) =>
    JSON.parse((await run('evaluate', { replicates: '100', ...given })).outputs['metrics'] ?? '');
  const multilabel = { predictions: 'm.csv', task: 'multilabel', label: 'a=ya\nb=yb', score: 'a=pa\nb=pb' };
  expect(await metricsOf({ ...multilabel, metrics: 'recall:a,recall:b' })).toEqual({
    'recall:a': 1,
    'recall:b': 0,
  });
  const quantile = { predictions: 'q.csv', task: 'quantile', label: 'label', prediction: '0.1=lo\n0.9=hi' };
  expect(await metricsOf({ ...quantile, metrics: 'coverage' })).toEqual({ coverage: 0.5 });
  const ranking = { predictions: 'r.csv', task: 'ranking', query: 'q', label: 'label', score: 'score' };
  expect(await metricsOf({ ...ranking, metrics: 'mrr,hit_rate@1' })).toEqual({ mrr: 0.5, 'hit_rate@1': 0 });
  const text = { predictions: 't.csv', task: 'text', label: 'label', prediction: 'said' };
  expect(await metricsOf(text)).toEqual({ exact_match: 0, token_f1: 1 });
  expect(record().evaluation?.task).toBe('text');
});

test('a threshold of another set, the rows of training, and tests of behaviour', async () => {
  const { run, record } = await project({
    ...files,
    'v.csv': 'label,score\n1,0.8\n0,0.5\n0,0.3\n',
    't.csv': 'label,score\n1,0.9\n0,0.2\n1,0.7\n',
    'b.csv': 'capability,kind,prediction,original\ntypos,invariance,1,1\ntypos,invariance,0,1\n',
  });
  const result = await run('evaluate', {
    ...inputs,
    metrics: 'recall',
    threshold: 'f1 on v.csv',
    training: 't.csv',
    behaviour: 'b.csv',
  });
  // At 0.8 one of two positives is found, and one of two of training.
  expect(JSON.parse(result.outputs['metrics'] ?? '')).toEqual({ recall: 0.5, 'failure_rate:typos': 0.5 });
  expect(record().evaluation?.threshold).toMatchObject({ value: 0.8, maximizes: 'f1', on: 'v.csv' });
  const training = record().comparisons?.find((comparison) => comparison.with === 'training');
  expect(training?.metrics[0]).toMatchObject({ metric: 'recall', base: 0.5, candidate: 0.5 });
  await expect(run('evaluate', { ...inputs, threshold: 'half' })).rejects.toMatchObject({
    code: 'input-invalid',
  });
});

test('a binary score column may have "=" in its name', async () => {
  const { run } = await project({ 'p.csv': 'label,p=1\n1,0.9\n0,0.1\n' });
  expect(await run('evaluate', { ...inputs, score: 'p=1' })).toMatchObject({ exit: 0 });
});

test('from assay.yml; an input goes before what stands there', async () => {
  const { run, record } = await project({ ...fullProject(), 'm.json': '{"acc": 1}' });
  await run('train');
  expect(await run('evaluate')).toMatchObject({ exit: 0, alone: false });
  expect(record()).toMatchObject({ model: 'parity', evaluation: { rows: 200, paired: true } });
  expect(await run('evaluate', { 'metrics-file': 'm.json' })).toMatchObject({
    alone: true,
    document: { rows: null },
  });
});

test('an unknown metric is pointed at in assay.yml', async () => {
  const yml = fullProject()['assay.yml']?.replace(
    '  score: score',
    '  score: score\n  metrics: [roc_auc, roc_acu]',
  );
  const { run } = await project({ ...fullProject(), 'assay.yml': yml ?? '' });
  // Before anything is trained.
  await expect(run('train')).rejects.toMatchObject({
    code: 'unknown-metric',
    message: 'assay.yml:18:22  unknown metric "roc_acu"',
    fix: expect.stringMatching(/\n +\| {22}\^{7} did you mean "roc_auc"\?$/),
  });
});

test.each([
  [{}, 'nothing-to-do'],
  [{ predictions: 'p.csv' }, 'input-invalid'],
  [{ ...inputs, 'metrics-file': 'm.json' }, 'input-invalid'],
  [{ ...inputs, confidence: '2' }, 'input-invalid'],
  [{ ...inputs, predictions: 'none.csv' }, 'data-file-not-found'],
  [{ ...inputs, predictions: '../p.csv' }, 'path-outside'],
  [{ 'metrics-file': 'none.json' }, 'metrics-missing'],
  [{ 'metrics-file': '/etc/hostname' }, 'path-outside'],
  [{ ...inputs, score: 'scroe' }, 'column-missing'],
  [{ ...inputs, slice: 'x: 1) FROM y' }, 'predicate-invalid'],
  [{ ...inputs, metrics: 'roc_acu' }, 'unknown-metric'],
  [{ ...inputs, record: '/tmp/x/run.json' }, 'path-outside'],
])('mistake %j is %s', async (given, code) => {
  const { run } = await project(files);
  await expect(run('evaluate', given)).rejects.toMatchObject({ name: 'UserError', code });
});

test.each([
  [{ ...inputs, confidence: '95' }, 'input "confidence": 95 is too large', 'write a number below 1'],
  [{ ...inputs, replicates: '3' }, 'input "replicates": 3 is too small', 'write a number of at least 100'],
  [
    { predictions: 'p.csv', label: 'y' },
    'predictions without "task"',
    'one of binary, multiclass, multilabel',
  ],
])('mistake %j says what to write', async (given, message, fix) => {
  const { run } = await project(files);
  await expect(run('evaluate', given)).rejects.toMatchObject({ message, fix: expect.stringContaining(fix) });
});

test('a record that no later step could read is not written, and can be mended', async () => {
  const names = Array.from({ length: 60 }, (_, c) => `c${c}`);
  const long = 'v'.repeat(1600);
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 2},0.5,${names.map(() => long + i).join()}`);
  const { run, repository } = await project({ 'p.csv': `label,score,${names.join()}\n${rows.join('\n')}\n` });
  await expect(
    run('evaluate', { ...inputs, replicates: '100', metrics: 'accuracy,recall', slice: names.join('\n') }),
  ).rejects.toMatchObject({ code: 'record-too-large', fix: expect.stringContaining('fewer slices') });
  writeFileSync(join(repository.path, 'm.json'), '{"a": 1}');
  expect(await run('evaluate', { 'metrics-file': 'm.json' })).toMatchObject({ exit: 0 });
});
