import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openRelease, type Release, readText } from './scene/release.ts';
import { plainFolder } from './scene/workspace.ts';

let release: Release;
beforeAll(async () => {
  release = await openRelease();
});

const lines = (...rows: readonly string[]) => `${rows.join('\n')}\n`;

/** Runs the action alone on predictions; its output `metrics`, and the evaluation of the record. */
async function evaluated(csv: string, inputs: Record<string, string>, files: Record<string, string> = {}) {
  const workspace = plainFolder({ 'p.csv': csv, ...files });
  const result = await release.run('evaluate', { workspace, inputs: { predictions: 'p.csv', ...inputs } });
  expect(result, result.stdout).toMatchObject({ exitCode: 0, problems: [] });
  const { evaluation } = JSON.parse(readText(workspace, '.assay/run.json'));
  return { metrics: JSON.parse(result.outputs['metrics'] ?? ''), evaluation };
}

// Each by hand: two of four rows have both classes right, and two of eight cells are wrong; four of five values lie within;
// the first relevant item is second, and first; two of four texts are the same.
const TASKS = [
  {
    task: 'multilabel',
    csv: lines('ya,yb,pa,pb', '1,0,1,0', '0,1,1,1', '1,1,1,1', '0,0,0,1'),
    inputs: { label: 'a=ya\nb=yb', prediction: 'a=pa\nb=pb', metrics: 'subset_accuracy,hamming_loss' },
    expected: { subset_accuracy: 0.5, hamming_loss: 0.25 },
  },
  {
    task: 'quantile',
    csv: lines('y,low,high', '1,0,5', '2,0,5', '3,0,5', '4,0,5', '10,0,5'),
    inputs: { label: 'y', prediction: '0.1=low\n0.9=high', metrics: 'coverage,interval_width' },
    expected: { coverage: 0.8, interval_width: 5 },
  },
  {
    task: 'ranking',
    csv: lines('q,relevance,score', '1,0,0.9', '1,1,0.8', '2,1,0.9', '2,0,0.1'),
    inputs: { query: 'q', label: 'relevance', score: 'score', metrics: 'mrr,hit_rate@1' },
    expected: { mrr: 0.75, 'hit_rate@1': 0.5 },
  },
  {
    task: 'text',
    csv: lines('wanted,said', 'a cat,a cat', 'a dog,A dog!', 'yes,yes', 'no,yes'),
    inputs: { label: 'wanted', prediction: 'said', metrics: 'exact_match,normalized_match' },
    expected: { exact_match: 0.5, normalized_match: 0.75 },
  },
  {
    task: 'binary',
    csv: lines('y,p,sex', '1,1,F', '0,1,F', '1,0,M', '0,0,M', '1,1,M', '0,0,M'),
    inputs: { label: 'y', prediction: 'p', metrics: 'demographic_parity_difference:sex,recall' },
    expected: { 'demographic_parity_difference:sex': 0.75, recall: 2 / 3 },
  },
] as const;

describe('evaluate', () => {
  it.each(TASKS)('measures predictions of a $task task', async ({ task, csv, inputs, expected }) => {
    const { metrics, evaluation } = await evaluated(csv, { task, ...inputs, replicates: '100' });
    expect(evaluation.task).toBe(task);
    for (const [name, value] of Object.entries(expected)) expect(metrics[name], name).toBeCloseTo(value, 12);
  });

  it('draws the gain curve beside the others', async () => {
    const csv = lines('y,p', '1,0.9', '0,0.8', '1,0.7', '0,0.1');
    const { evaluation } = await evaluated(csv, { task: 'binary', label: 'y', score: 'p' });
    expect(evaluation.curves.gain).toEqual([
      [0, 0],
      [0.25, 0.5],
      [0.5, 0.5],
      [0.75, 1],
      [1, 1],
    ]);
  });

  it('names behavioural tests that fail', async () => {
    const behaviour = lines(
      'id,capability,kind,prediction,original,expected',
      'n1,names,invariance,1,1,',
      'n2,names,invariance,0,1,',
      't1,typos,minimum,yes,,yes',
    );
    const csv = lines('y,p', '1,1', '0,0');
    const inputs = { task: 'binary', label: 'y', prediction: 'p', metrics: 'accuracy', behaviour: 'b.csv' };
    const { metrics, evaluation } = await evaluated(csv, inputs, { 'b.csv': behaviour });
    expect(metrics).toEqual({ accuracy: 1, 'failure_rate:names': 0.5, 'failure_rate:typos': 0 });
    expect(evaluation.behaviour).toEqual([
      { capability: 'names', n: 2, failures: 1, examples: ['n2'] },
      { capability: 'typos', n: 1, failures: 0, examples: [] },
    ]);
  });
});

describe('evaluate with a contract', () => {
  const contract = `assay: 1
model: writer
evaluate:
  predictions: p.csv
  task: text
  id: id
  label: wanted
  prediction: said
  group: author
  replicates: 100
  metrics:
    - exact_match
    - {name: cost_per_hit, sql: "sum(dollars) / count(*) FILTER (WHERE hit)", direction: lower}
    - {name: judge, column: stars, direction: higher}
`;
  const csv = lines(
    'id,wanted,said,author,dollars,hit,stars',
    ...Array.from(
      { length: 40 },
      (_, i) => `${i},a,${i % 4 === 0 ? 'b' : 'a'},w${i % 8},0.5,${i % 4 !== 0},${i % 5}`,
    ),
  );

  it('measures metrics of one’s own, with intervals over clusters', async () => {
    const workspace = plainFolder({ 'assay.yml': contract, 'p.csv': csv });
    const result = await release.run('evaluate', { workspace });
    expect(result, result.stdout).toMatchObject({ exitCode: 0 });
    const { evaluation } = JSON.parse(readText(workspace, '.assay/run.json'));
    const found = (name: string) =>
      evaluation.metrics.find(({ metric }: { metric: string }) => metric === name);
    // 20 dollars for 30 hits; stars of 0 to 4 alike.
    expect(found('cost_per_hit')).toMatchObject({ value: expect.closeTo(2 / 3, 12), direction: 'lower' });
    expect(found('judge').value).toBeCloseTo(2, 12);
    expect(found('exact_match')).toMatchObject({ value: 0.75, method: expect.stringContaining('clusters') });
  });
});

const FILES = '../agreement/metrics-files/files';

describe('evaluate: metrics files of other tools', () => {
  it.each([
    ['sklearn-report.json', 'scikit-learn', 'f1_macro'],
    ['trainer/trainer_state.json', 'trainer-state', 'eval_accuracy'],
    ['lm-eval/results.json', 'lm-eval', 'colours.acc'],
    ['mlflow-run.json', 'mlflow', 'roc_auc'],
    ['pytest-benchmark.json', 'pytest-benchmark', 'test_speed.py::test_predict[10].median_seconds'],
    ['promptfoo/results.json', 'promptfoo', 'echo#2.pass_rate'],
  ])('reads %s', async (file, format, metric) => {
    const workspace = plainFolder({ 'm.json': readText(import.meta.dirname, join(FILES, file)) });
    const result = await release.run('evaluate', { workspace, inputs: { 'metrics-file': 'm.json' } });
    expect(result, result.stdout).toMatchObject({ exitCode: 0, problems: [] });
    expect(JSON.parse(result.outputs['metrics'] ?? '')).toHaveProperty([metric]);
    expect(JSON.parse(readText(workspace, '.assay/run.json')).evaluation.source.format).toBe(format);
  });

  it('reads what a dvc.yaml names', async () => {
    const names = ['dvc.yaml', 'eval/scores.json', 'eval/live/metrics.json'];
    const files = names.map((name) => [name, readText(import.meta.dirname, join(FILES, 'dvc', name))]);
    const workspace = plainFolder(Object.fromEntries(files));
    const result = await release.run('evaluate', { workspace, inputs: { 'metrics-file': 'dvc.yaml' } });
    expect(JSON.parse(result.outputs['metrics'] ?? '')).toMatchObject({ 'eval/scores.json:roc_auc': 0.91 });
    expect(JSON.parse(readText(workspace, '.assay/run.json')).evaluation).not.toHaveProperty('lineage');
    // Unasked too, and with what its lock knows.
    const lock = readText(import.meta.dirname, join(FILES, 'dvc/dvc.lock'));
    writeFileSync(join(workspace, 'dvc.lock'), lock);
    const unasked = await release.run('evaluate', { workspace });
    expect(unasked, unasked.stdout).toMatchObject({ exitCode: 0, problems: [] });
    expect(unasked.outputs['metrics']).toBe(result.outputs['metrics']);
    expect(unasked.summary).toContain('eval/scores.json:roc');
    expect(JSON.parse(readText(workspace, '.assay/run.json')).evaluation.lineage).toHaveLength(4);
  });

  it('pairs the samples of lm-evaluation-harness', async () => {
    const samples = readText(import.meta.dirname, join(FILES, 'lm-eval/samples_colours.jsonl'));
    const workspace = plainFolder({ 's.jsonl': samples });
    const inputs = {
      predictions: 's.jsonl',
      task: 'text',
      id: 'doc_hash',
      label: 'target_hash',
      score: 'acc',
    };
    const result = await release.run('evaluate', { workspace, inputs });
    expect(JSON.parse(result.outputs['metrics'] ?? '')).toMatchObject({ pass_rate: 13 / 40 });
    expect(JSON.parse(readText(workspace, '.assay/run.json')).evaluation.paired).toBe(true);
  });
});
