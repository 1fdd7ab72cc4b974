import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flatten, metricSchema, type UserError } from '@assay/contract';
import { expect, test } from 'vitest';
import { lineageOf } from './dvc-lock.ts';
import { readMetrics } from './index.ts';
import { readMetricsFile } from './read.ts';

/** What the tools themselves wrote, kept with the scripts that had them write it. */
const FILES = join(import.meta.dirname, '../../../../test/agreement/metrics-files/files');

const text = (file: string) => readFileSync(join(FILES, file), 'utf8');

function read(file: string) {
  const found = readMetricsFile(text(file), file, { confidence: 0.95 });
  for (const metric of found.metrics) metricSchema.parse(metric);
  return { ...found, metrics: Object.fromEntries(found.metrics.map((metric) => [metric.metric, metric])) };
}

const values = (file: string) =>
  Object.fromEntries(Object.entries(read(file).metrics).map(([name, { value }]) => [name, value]));

test('a classification report: scikit-learn says the same of each, by the ids that we have for it', () => {
  const { format, metrics } = read('sklearn-report.json');
  expect(format).toBe('scikit-learn');
  const expected: Record<string, number> = JSON.parse(text('sklearn-expected.json'));
  expect(Object.keys(expected)).toHaveLength(6);
  for (const [name, value] of Object.entries(expected)) expect(metrics[name]?.value, name).toBe(value);
  // 30 of 38 rows, and 13 of 13: Wilson (1927) by hand.
  expect(metrics['accuracy']).toMatchObject({
    method: 'wilson',
    n: 38,
    low: expect.closeTo(0.63654, 4),
    high: expect.closeTo(0.88925, 4),
    reason: null,
  });
  expect(metrics['recall:setosa']).toMatchObject({ n: 13, low: expect.closeTo(0.77191, 4), high: 1 });
  // The rows that precision is a share of are not in the report.
  expect(metrics['precision:setosa']).toMatchObject({ low: null, direction: 'higher' });
});

test('a multilabel report has averages over pairs and over samples in place of an accuracy', () => {
  const { metrics } = read('sklearn-multilabel.json');
  expect(metrics['accuracy']).toBeUndefined();
  expect(metrics['recall_micro']).toMatchObject({ value: expect.closeTo(122 / 143, 12), low: null });
  expect(metrics['f1_samples']?.direction).toBe('higher');
  expect(metrics['recall:b']).toMatchObject({ value: 52 / 55, method: 'wilson', n: 55 });
});

test('a weighted report has no counts of rows, and so no intervals', () => {
  const scores = { precision: 0.5, recall: 0.5, 'f1-score': 0.5, support: 4.5 };
  const report = JSON.stringify({ a: scores, accuracy: 0.5, 'macro avg': scores, 'weighted avg': scores });
  const { metrics } = readMetricsFile(report, 'm.json', { confidence: 0.95 });
  expect(metrics.map(({ low }) => low)).toEqual(metrics.map(() => null));
});

test('scores of cross-validation: what is negated is better when higher', () => {
  const { format, metrics } = read('sklearn-scores.json');
  expect(format).toBe('plain');
  expect(metrics['test_neg_mean_absolute_error']).toMatchObject({ direction: 'higher' });
  expect(metrics['test_neg_mean_absolute_error']?.value).toBeLessThan(0);
});

test('the state of a Trainer gives what its results do', () => {
  const { format, metrics } = read('trainer/trainer_state.json');
  expect(format).toBe('trainer-state');
  const results = values('trainer/all_results.json');
  expect(values('trainer/trainer_state.json')).toEqual({ ...results, loss: expect.closeTo(0.6909, 3) });
  expect(Object.keys(results)).toContain('eval_accuracy');
  const ways = ['eval_accuracy', 'eval_loss', 'eval_runtime', 'eval_samples_per_second', 'epoch'];
  expect(ways.map((name) => metrics[name]?.direction)).toEqual(['higher', 'lower', 'lower', 'higher', null]);
});

test('results of lm-evaluation-harness, with its own directions, and its standard errors as intervals', () => {
  const { format, metrics } = read('lm-eval/results.json');
  expect(format).toBe('lm-eval');
  expect(Object.keys(metrics)).toEqual(['colours.acc', 'colours.brier_score']);
  // 13 of 40: it prints 0.3250 ± 0.075.
  expect(metrics['colours.acc']).toMatchObject({
    value: 0.325,
    direction: 'higher',
    method: 'wilson',
    n: 40,
    low: expect.closeTo(0.20085, 4),
    high: expect.closeTo(0.47982, 4),
  });
  expect(metrics['colours.brier_score']).toMatchObject({ direction: 'lower', low: null, n: 40 });
});

test('other means of lm-evaluation-harness have the normal interval, and a filter its name', () => {
  const results = {
    results: {
      t: { 'f1,strict': 0.5, 'f1_stderr,strict': 0.01, 'acc,none': 1, 'acc_stderr,none': 0 },
      u: { 'bleu,none': 20, 'bleu_stderr,none': 0 },
    },
    versions: {},
    'n-samples': { t: { original: 9, effective: 4 } },
  };
  const { metrics } = readMetricsFile(JSON.stringify(results), 'm.json', { confidence: 0.95 });
  expect(metrics).toMatchObject([
    { metric: 't.f1,strict', method: 'standard-error', high: expect.closeTo(0.5196, 4), direction: 'higher' },
    // All of four: the standard error is 0, and 4 / (4 + 1.96^2) is still possible.
    { metric: 't.acc', method: 'wilson', low: expect.closeTo(0.5101, 4), high: 1 },
    { metric: 'u.bleu', method: null, low: null, reason: 'metrics-file' },
  ]);
});

test.each(['mlflow-run.json', 'mlflow-described.json'])('a run of MLflow, %s', (file) => {
  const { format, metrics } = read(file);
  expect(format).toBe('mlflow');
  expect(values(file)).toEqual({
    val_loss: 0.5 / 3,
    roc_auc: 0.875,
    'eval/latency_ms': 12.5,
    broken: null,
  });
  expect(metrics['broken']?.reason).toBe('not-finite');
  expect(metrics['eval/latency_ms']?.direction).toBe('lower');
});

test('pytest-benchmark: seconds of each benchmark', () => {
  const { format, metrics } = read('pytest-benchmark.json');
  expect(format).toBe('pytest-benchmark');
  const name = 'test_speed.py::test_predict[1000]';
  const mean = metrics[`${name}.mean_seconds`];
  expect(mean).toMatchObject({ direction: 'lower', low: null });
  expect(metrics[`${name}.per_second`]).toMatchObject({ direction: 'higher' });
  expect((metrics[`${name}.per_second`]?.value ?? 0) * (mean?.value ?? 0)).toBeCloseTo(1, 9);
});

test('promptfoo: of six tests two failed, both of the second prompt', () => {
  const { format, metrics } = read('promptfoo/results.json');
  expect(format).toBe('promptfoo');
  expect(metrics['echo#1.pass_rate']).toMatchObject({
    value: 1,
    n: 3,
    high: 1,
    low: expect.closeTo(0.4385, 4),
  });
  expect(metrics['echo#2.pass_rate']).toMatchObject({ value: 1 / 3, method: 'wilson' });
  expect(metrics['echo#2.score']).toMatchObject({ value: 0.5, direction: 'higher' });
  expect(metrics['echo#2.score:named']?.value).toBe(1);
  expect(metrics['echo#1.latency_ms']?.direction).toBe('lower');
});

test('a dvc.yaml gives what dvc metrics show does, each with its file', async () => {
  const found = await readMetrics('dvc/dvc.yaml', async (file) => text(file), { confidence: 0.95 });
  const shown = Object.entries<{ data: object }>(JSON.parse(text('dvc/metrics-show.json'))[''].data);
  const expected = shown.flatMap(([file, { data }]) =>
    [...flatten(data, 'index', file)].map(([name, value]) => [`${file}:${name}`, value]),
  );
  expect(expected).toHaveLength(6);
  expect(found.metrics.map(({ metric, value }) => [metric, value])).toEqual(expected);
  expect(found.format).toBe('dvc');
});

test('the dvc.lock beside it gives what each stage read and wrote, by the paths of the repository', async () => {
  const found = await lineageOf('dvc/dvc.yaml', async (file) => text(file));
  // As DVC wrote it; the stage "score" works in eval/.
  expect(found?.map(({ stage, role, path, md5, bytes }) => [stage, role, path, md5, bytes])).toEqual([
    ['train', 'read', 'dvc/train.py', 'd12ad187b7609a3ce181967fed8e0bfa', 258],
    ['train', 'wrote', 'dvc/eval/live/metrics.json', '3b5ff2e332248c9cbf012fbffd48613c', 134],
    ['score', 'read', 'dvc/score.py', 'e32b0349908cd8df95de9f0e10c73fda', 109],
    ['score', 'wrote', 'dvc/eval/scores.json', 'db9c2386af7a0a47713178602f0e546b', 52],
  ]);
  expect(await lineageOf('dvc/eval/scores.json', async (file) => text(file))).toBeUndefined();
});

test.each([
  [
    'stages: {a: {foreach: [1], do: {wdir: x}}}',
    "schema: '2.0'\nstages: {a@1: {outs: [{path: m, md5: ab.dir}]}}",
    'p/x/m',
  ],
  ['stages: {}', undefined, undefined],
  ['stages: {}', 'stages: {}', 'file-syntax'],
  ['stages: {}', 'stages: [', 'file-syntax'],
])('dvc.lock %#', async (pipeline, lock, expected) => {
  const asked = lineageOf('p/dvc.yaml', async (file) => (file === 'p/dvc.lock' ? lock : pipeline));
  const path = asked.then((found) => found?.[0]?.path);
  expect(await path.catch((error: UserError) => error.code)).toBe(expected);
});

test.each([
  ['stages: {a: {metrics: [m.json]}}\nmetrics: [m.json]', ['acc']],
  ['stages: {a: {foreach: [1], do: {wdir: x, metrics: [{../m.json: {cache: false}}]}}}', ['acc']],
  ['metrics: [m.json, ../n.json]', ['m.json:acc', '../n.json:acc']],
  ['metrics: []', 'metrics-none'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: DVC's own variable
  ['stages: {a: {metrics: ["${item}.json"]}}', 'pipeline-templated'],
  ['stages: 3', 'file-syntax'],
])('dvc.yaml %#', async (pipeline, expected) => {
  const files: Record<string, string> = {
    'p/dvc.yaml': pipeline,
    'p/m.json': '{"acc": 1}',
    'n.json': '{"acc": 2}',
  };
  const asked = readMetrics('p/dvc.yaml', async (file) => files[file] ?? '', { confidence: 0.95 });
  const names = asked.then(({ metrics }) => metrics.map(({ metric }) => metric));
  expect(await names.catch((error: UserError) => error.code)).toEqual(expected);
});

test('a format that is named is held to', () => {
  const as = (format: string) => () =>
    readMetricsFile(text('sklearn-report.json'), 'm.json', { confidence: 0.95, format });
  expect(as('plain')().metrics[0]?.metric).toBe('setosa.precision');
  expect(as('mlflow')).toThrow(expect.objectContaining({ code: 'format-other' }));
  expect(as('sklearn')).toThrow(expect.objectContaining({ code: 'format-unknown' }));
});

test('two metrics of one name are refused', () => {
  const run = {
    run: {
      info: {},
      data: {
        metrics: [
          { key: 'a', value: 1 },
          { key: 'a', value: 2 },
        ],
      },
    },
  };
  const asked = () => readMetricsFile(JSON.stringify(run), 'm.json', { confidence: 0.95 });
  expect(asked).toThrow(expect.objectContaining({ code: 'ambiguous-key' }));
});
