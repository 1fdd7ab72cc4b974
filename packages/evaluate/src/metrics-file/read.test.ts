import { metricSchema } from '@assay/contract';
import { expect, test } from 'vitest';
import { readMetricsFile } from './read.ts';

const read = (text: string, file = 'm.json') => readMetricsFile(text, file, { confidence: 0.95 }).metrics;

function valuesOf(text: string, file = 'm.json') {
  const metrics = read(text, file);
  for (const metric of metrics) metricSchema.parse(metric);
  return Object.fromEntries(metrics.map(({ metric, value, reason }) => [metric, value ?? reason]));
}

test('JSON as Python writes it: NaN and infinities are null with a reason', () => {
  expect(valuesOf('{"acc": 0.5, "loss": NaN, "max": Infinity, "min": -Infinity, "text": "NaN, 1"}')).toEqual({
    acc: 0.5,
    loss: 'not-finite',
    max: 'not-finite',
    min: 'not-finite',
  });
});

test('YAML and TOML, and NaN as they write it', () => {
  expect(valuesOf('a: 1\nb: .nan\nc: {d: -2e3}\ne: 12345678901234567890\n', 'm.yaml')).toEqual({
    a: 1,
    b: 'not-finite',
    'c.d': -2000,
    e: 12345678901234567000,
  });
  expect(valuesOf('a = 1\nb = nan\n[c]\nd = 0.5\nday = 2026-11-02', 'm.toml')).toEqual({
    a: 1,
    b: 'not-finite',
    'c.d': 0.5,
  });
});

test('NaN as text, which YAML and MLflow make of it, is no number either', () => {
  expect(valuesOf('{"loss": "NaN", "max": "-inf", "name": "information"}')).toEqual({
    loss: 'not-finite',
    max: 'not-finite',
  });
});

test('nested keys join with a dot, lists by place; texts, truth values and nulls are no metrics', () => {
  const report = {
    '0': { precision: 0.5, 'f1-score': 0.25, support: 4 },
    'macro avg': { recall: 1 },
    name: 'x',
    ok: true,
    none: null,
    folds: [{ acc: 0.1 }, { acc: 0.2 }],
    curve: [1, 2],
    empty: [],
    nothing: {},
    __proto__x: 1,
  };
  expect(valuesOf(JSON.stringify(report))).toEqual({
    '0.precision': 0.5,
    '0.f1-score': 0.25,
    '0.support': 4,
    'macro avg.recall': 1,
    'folds.0.acc': 0.1,
    'folds.1.acc': 0.2,
    'curve.0': 1,
    'curve.1': 2,
    __proto__x: 1,
  });
  expect(read('{"__proto__": {"acc": 1}, "constructor": 2}')).toMatchObject([
    { metric: '__proto__.acc', value: 1 },
    { metric: 'constructor', value: 2 },
  ]);
});

test.each([
  ['accuracy', 'higher'],
  ['eval_accuracy', 'higher'],
  ['test.roc_auc', 'higher'],
  ['val/F1', 'higher'],
  ['0.f1-score', 'higher'],
  ['macro avg.precision', 'higher'],
  ['neg_mean_squared_error', 'higher'],
  ['test_neg_log_loss', 'higher'],
  ['scores.neg_brier_score', 'higher'],
  ['loss', 'lower'],
  ['eval_loss', 'lower'],
  ['log_loss', 'lower'],
  ['mean_absolute_error', 'lower'],
  ['test.RMSE', 'lower'],
  ['train-seconds', 'lower'],
  ['p95.latency', 'lower'],
  ['eval_runtime', 'lower'],
  ['word_perplexity', 'lower'],
  ['eval/latency_ms', 'lower'],
  ['eval_samples_per_second', 'higher'],
  ['recall:spam', 'higher'],
  ['support', null],
  ['glossary', null],
  ['accelerator', null],
  ['epoch', null],
])('%s: %s is better', (name, direction) => {
  expect(read(JSON.stringify({ [name]: 1 }))[0]?.direction).toBe(direction);
});

test.each([
  ['m.json', '{"a": "b"}', 'metrics-none'],
  ['m.json', '{}', 'metrics-none'],
  ['m.json', '{"a": 1', 'file-syntax'],
  ['m.json', `{${Array.from({ length: 1001 }, (_, i) => `"m${i}": 1`).join()}}`, 'metrics-too-many'],
])('mistake %# is refused', (file, text, code) => {
  expect(() => read(text, file)).toThrowError(expect.objectContaining({ name: 'UserError', code }));
});

test('a number in quotes is a mistake, not a name', () => {
  expect(() => read('{"accuracy": "0.9", "loss": 1}')).toThrow('accuracy in m.json is the text "0.9"');
  expect(read('{"model": "v2", "loss": 1}')).toHaveLength(1);
});
