import { beforeAll, describe, expect, it } from 'vitest';
import { renderGfm } from '../harness/index.ts';
import { openRelease, type Release, readText } from './scene/release.ts';
import { CONTRACT, tinyModel } from './scene/tiny-model.ts';
import { plainFolder, workspace } from './scene/workspace.ts';

let release: Release;
beforeAll(async () => {
  release = await openRelease();
});

// Of the six pairs of a true and a false row, five are in order: the area under the curve is 5/6.
const PREDICTIONS = 'id,label,score\n1,1,0.9\n2,1,0.8\n3,1,0.4\n4,0,0.6\n5,0,0.1\n';
const inputs = {
  predictions: 'p.csv',
  task: 'binary',
  id: 'id',
  label: 'label',
  score: 'score',
  metrics: 'roc_auc',
};

describe('evaluate: the lowest step in', () => {
  it('needs a metrics file and nothing else: no contract, no repository, no token', async () => {
    const folder = plainFolder({
      'metrics.json': '{"accuracy": 0.91, "loss": {"train": 0.2, "valid": 0.3}}',
    });
    const result = await release.run('evaluate', {
      workspace: folder,
      inputs: { 'metrics-file': 'metrics.json' },
    });
    expect(result).toMatchObject({ exitCode: 0, outcome: 'success', problems: [] });
    expect(JSON.parse(result.outputs['metrics'] ?? '')).toEqual({
      accuracy: 0.91,
      'loss.train': 0.2,
      'loss.valid': 0.3,
    });
    expect(result.annotations.filter(({ level }) => level === 'error')).toEqual([]);
    const { rows } = renderGfm(result.summary);
    expect(rows.flat()).toContain('0.9100');
    expect(rows.flat().join(' ')).toContain('accuracy');
  });

  it('does so in a repository without history', async () => {
    const folder = await workspace({ 'metrics.json': '{"accuracy": 0.91}' });
    const result = await release.run('evaluate', {
      workspace: folder,
      inputs: { 'metrics-file': 'metrics.json' },
    });
    expect(result).toMatchObject({ exitCode: 0, annotations: [], outputs: { metrics: '{"accuracy":0.91}' } });
  });

  it.each([
    ['metrics.yml', 'accuracy: 0.91\n'],
    ['metrics.toml', 'accuracy = 0.91\n'],
  ])('reads %s', async (name, text) => {
    const folder = plainFolder({ [name]: text });
    const result = await release.run('evaluate', { workspace: folder, inputs: { 'metrics-file': name } });
    expect(result).toMatchObject({ exitCode: 0, outputs: { metrics: '{"accuracy":0.91}' } });
  });
});

describe('evaluate alone', () => {
  it('computes metrics with intervals from predictions', async () => {
    const folder = await workspace({ 'p.csv': PREDICTIONS });
    const result = await release.run('evaluate', { workspace: folder, inputs });
    expect(result).toMatchObject({ exitCode: 0, problems: [], outputs: { rows: '5' } });
    expect(JSON.parse(result.outputs['metrics'] ?? '')).toEqual({ roc_auc: expect.closeTo(5 / 6, 10) });
    expect(renderGfm(result.summary).rows.flat().join(' ')).toContain('0.8333');
    const { evaluation, comparisons } = JSON.parse(readText(folder, '.assay/run.json'));
    expect(evaluation).toMatchObject({ task: 'binary', rows: 5, paired: true });
    expect(comparisons).toContainEqual(expect.objectContaining({ with: 'trivial' }));
  });

  it('makes slices of values and of predicates', async () => {
    const folder = await workspace(tinyModel(1));
    await release.run('train', { workspace: folder });
    const slice = 'segment\nfirst: id < 100';
    const sliced = { ...inputs, predictions: 'out/predictions.csv', slice, replicates: '100' };
    const result = await release.run('evaluate', { workspace: folder, inputs: sliced });
    expect(result.exitCode).toBe(0);
    const { evaluation } = JSON.parse(readText(folder, '.assay/run.json'));
    expect(evaluation.slices).toMatchObject([
      { slice: 'segment=north', n: 300 },
      { slice: 'segment=south', n: 300 },
      { slice: 'first', n: 100 },
    ]);
  });

  it('is the same figures each time', async () => {
    const folder = await workspace(tinyModel(1));
    await release.run('train', { workspace: folder });
    const given = { ...inputs, predictions: 'out/predictions.csv', metrics: 'roc_auc,f1', replicates: '100' };
    const figures: unknown[] = [];
    for (const record of ['a.json', 'b.json']) {
      await release.run('evaluate', { workspace: folder, inputs: { ...given, record } });
      figures.push(JSON.parse(readText(folder, record)).evaluation.metrics);
    }
    expect(figures[0]).toEqual(figures[1]);
  });

  it.each([
    { name: 'a metric that it does not know', change: { metrics: 'roc_acu' }, says: /"roc_acu".*roc_auc/s },
    { name: 'a column that is not there', change: { score: 'scor' }, says: /"scor".*score/s },
    { name: 'a task that is none', change: { task: 'binery' }, says: /"task".*"binery".*binary/s },
    { name: 'a file that is not there', change: { predictions: 'gone.csv' }, says: /gone\.csv/ },
    {
      name: 'two kinds of input',
      change: { 'metrics-file': 'm.json' },
      says: /two sources of metrics/,
    },
    { name: 'no task', change: { task: '' }, says: /"task"/ },
    { name: 'a number that is none', change: { confidence: 'high' }, says: /"confidence".*"high"/s },
  ])('refuses $name', async ({ change, says }) => {
    const folder = await workspace({ 'p.csv': PREDICTIONS, 'm.json': '{}' });
    const given = { ...inputs, ...change } as Record<string, string>;
    const result = await release.run('evaluate', { workspace: folder, inputs: given });
    expect(result.exitCode).toBe(1);
    expect(result.annotations.at(-1)?.message).toMatch(says);
    expect(result.unmasked).not.toMatch(/^ {4}at /m);
  });
});

describe('evaluate with the contract', () => {
  it('points at a metric that it does not know', async () => {
    const folder = await workspace(tinyModel(1, { 'assay.yml': CONTRACT.replace('[roc_auc,', '[roc_acu,') }));
    await release.run('train', { workspace: folder });
    const result = await release.run('evaluate', { workspace: folder });
    expect(result.exitCode).toBe(1);
    expect(result.annotations.at(-1)?.message).toMatch(/assay\.yml:17:13 .*roc_acu.*did you mean "roc_auc"/s);
  });

  it('points at a key that it does not know', async () => {
    const folder = await workspace(tinyModel(1, { 'assay.yml': CONTRACT.replace('slices:', 'slice:') }));
    const result = await release.run('evaluate', { workspace: folder });
    expect(result.exitCode).toBe(1);
    expect(result.annotations.at(-1)?.message).toMatch(/assay\.yml:18:3 .*slice.*slices/s);
  });

  it('leaves the summary to the report', async () => {
    const folder = await workspace(tinyModel(1));
    await release.run('train', { workspace: folder });
    const result = await release.run('evaluate', { workspace: folder });
    expect(result).toMatchObject({ exitCode: 0, summary: '', outputs: { rows: '600' } });
  });
});
