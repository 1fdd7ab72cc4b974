import fc from 'fast-check';
import { expect, test } from 'vitest';
import { record } from '../testing/record.ts';
import { batchesOf, inputsOf, mlflowName } from './entries.ts';

const interval = { confidence: 0.95, method: 'delong', n: 10, reason: null, direction: 'higher' as const };
const training = {
  command: 'train',
  outcome: 'trained' as const,
  exit: 0,
  started: '2026-11-21T09:59:00Z',
  seconds: 41.2,
  'peak-memory-mb': null,
  seed: 0,
  fingerprint: `sha256:${'f'.repeat(64)}`,
  inputs: {},
  params: { 'model.depth': 3, 'drop@out': 0.1, 'drop#out': 0.2, none: null },
  environment: {},
  metrics: { 'train.loss': 0.2, rmse: 0.3 },
};
const evaluation = {
  task: 'binary' as const,
  set: `sha256:${'5'.repeat(64)}`,
  rows: 10,
  paired: true,
  source: { path: 'p.csv', format: 'csv' },
  metrics: [
    { metric: 'roc_auc', slice: null, value: 0.9, low: 0.8, high: 0.95, ...interval },
    { metric: 'f1@0.3', slice: null, value: 0.5, low: null, high: null, ...interval },
    { metric: 'roc_auc', slice: 'a=b', value: 0.1, low: 0.1, high: 0.1, ...interval },
    { metric: 'mcc', slice: null, value: null, low: null, high: null, ...interval },
  ],
  slices: [],
  curves: {},
  predictions: null,
  seconds: 0,
};

const metricsOf = (of: Parameters<typeof batchesOf>[0]) =>
  Object.fromEntries(
    batchesOf(of).flatMap(({ metrics = [] }) => metrics.map(({ key, value }) => [key, value])),
  );

test('metrics of all rows with their intervals, of the training, and no undefined ones', () => {
  expect(metricsOf(record({ training, evaluation }))).toEqual({
    roc_auc: 0.9,
    'roc_auc.low': 0.8,
    'roc_auc.high': 0.95,
    'f1_0.3': 0.5,
    'train.loss': 0.2,
    'train.rmse': 0.3,
    'train.seconds': 41.2,
  });
});

test('params under names that MLflow takes; of two that come to one name the first stays', () => {
  const [{ params } = { params: [] }] = batchesOf(record({ training })).filter((batch) => batch.params);
  expect(params).toEqual([
    { key: 'model.depth', value: '3' },
    { key: 'drop_out', value: '0.1' },
    { key: 'none', value: 'null' },
  ]);
});

test('the same batches each time, so that MLflow takes them for the same', () => {
  const of = record({ training, evaluation });
  expect(batchesOf(of)).toEqual(batchesOf(structuredClone(of)));
});

test('the data sets, with digests as short as MLflow’s column', () => {
  const [evaluated, ...others] = inputsOf(record({ evaluation })) as { dataset: { digest: string } }[];
  expect(others).toEqual([]);
  expect(evaluated?.dataset.digest).toBe('5'.repeat(36));
  expect(inputsOf(record())).toEqual([]);
});

// What the server itself says: alphanumerics, _ - . : / and space, and no path that os.path.normpath would change.
test('any name becomes one that MLflow takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'a0_-./: =@\u00e9\n'), maxLength: 300 }), (name) => {
      const made = mlflowName(name);
      expect(made).toMatch(/^[\w\-. :/]{1,250}$/);
      expect(made.split('/').some((step) => /^\.{0,2}$/.test(step))).toBe(false);
    }),
  );
});

test('no batch is over a limit, and nothing is lost between them', () => {
  const values = fc.integer({ min: 0, max: 7000 });
  fc.assert(
    fc.property(fc.array(values, { maxLength: 250 }), (sizes) => {
      const params = Object.fromEntries(sizes.map((size, i) => [`p${i}`, '\u00e9'.repeat(size)]));
      const batches = batchesOf(record({ training: { ...training, params } }));
      for (const batch of batches) {
        expect(batch.params?.length ?? 0).toBeLessThanOrEqual(100);
        expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThan(1e6);
      }
      expect(batches.flatMap((batch) => batch.params ?? [])).toHaveLength(sizes.length);
    }),
    { numRuns: 30 },
  );
  const metrics = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`train.m${i}`, i]));
  const batches = batchesOf(record({ training: { ...training, metrics } }));
  expect(Math.max(...batches.map((batch) => batch.metrics?.length ?? 0))).toBeLessThanOrEqual(1000);
  expect(Object.keys(metricsOf(record({ training: { ...training, metrics } })))).toHaveLength(2001);
});
