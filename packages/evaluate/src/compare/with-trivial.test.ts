import { expect, onTestFinished, test } from 'vitest';
import { threadsOf } from '../parts/part-threads.ts';
import { csv, evaluateText } from '../testing/predictions.ts';
import { compareWithTrivial } from './with-trivial.ts';

const settings = { confidence: 0.95, replicates: 200, seed: 0 };

async function trivialOf(text: string, section: Parameters<typeof evaluateText>[1]) {
  const { parts, metrics } = await evaluateText(text, section);
  const [whole] = parts;
  if (whole === undefined) throw new Error('no rows');
  const comparison = await compareWithTrivial(whole, metrics, settings);
  expect(comparison).toMatchObject({ with: 'trivial', paired: true, guard: null, flips: null });
  return Object.fromEntries(comparison.metrics.map((change) => [change.metric, change.base]));
}

/** Entropy of shares, in nats: the log loss of whoever knows only them. */
const entropy = (...shares: number[]) => -shares.reduce((sum, share) => sum + share * Math.log(share), 0);

const binary = csv(
  ['label', 'p', 'hat', 'w'],
  [
    [1, 0.9, 1, 6],
    [0, 0.2, 0, 1],
    [0, 0.3, 0, 1],
    [0, 0.4, 1, 2],
  ],
);

test('binary: a quarter are positive', async () => {
  const metrics = ['roc_auc', 'log_loss', 'brier', 'accuracy', { metric: 'f1', threshold: 0.2 }];
  const base = await trivialOf(binary, { task: 'binary', score: 'p', metrics });
  expect(base['roc_auc']).toBe(0.5);
  expect(base['log_loss']).toBeCloseTo(entropy(1 / 4, 3 / 4), 12);
  expect(base['brier']).toBeCloseTo((1 / 4) * (3 / 4), 12);
  expect(base['accuracy']).toBe(3 / 4);
  // A score of 1/4 is above 0.2, so all are called positive: precision 1/4, recall 1.
  expect(base['f1@0.2']).toBeCloseTo(0.4, 12);
  const predicted = await trivialOf(binary, {
    task: 'binary',
    prediction: 'hat',
    metrics: ['accuracy', 'recall'],
  });
  expect(predicted).toEqual({ accuracy: 3 / 4, recall: 0 });
});

test('weights count: six of ten are positive', async () => {
  const base = await trivialOf(binary, {
    task: 'binary',
    score: 'p',
    weight: 'w',
    metrics: ['accuracy', 'log_loss'],
  });
  expect(base['accuracy']).toBeCloseTo(0.6, 12);
  expect(base['log_loss']).toBeCloseTo(entropy(0.6, 0.4), 12);
});

test('multiclass: shares as scores, the most frequent as prediction', async () => {
  const text = csv(
    ['label', 'x', 'y', 'z', 'hat'],
    ['x', 'y', 'y', 'z', 'y'].map((label) => [label, 0.2, 0.3, 0.5, 'z']),
  );
  const scores = await trivialOf(text, {
    task: 'multiclass',
    score: { x: 'x', y: 'y', z: 'z' },
    metrics: ['accuracy', 'log_loss'],
  });
  expect(scores['accuracy']).toBe(0.6);
  expect(scores['log_loss']).toBeCloseTo(entropy(0.2, 0.6, 0.2), 12);
  const predicted = await trivialOf(text, { task: 'multiclass', prediction: 'hat', metrics: ['accuracy'] });
  expect(predicted).toEqual({ accuracy: 0.6 });
});

test('regression: the mean explains nothing', async () => {
  const text = csv(
    ['label', 'y', 'w'],
    [1, 2, 6].map((label) => [label, 0, label === 6 ? 2 : 1]),
  );
  const metrics = ['r2', 'mae', 'mse'];
  const base = await trivialOf(text, { task: 'regression', prediction: 'y', metrics });
  // mean 3: errors 2, 1, 3
  expect(base['r2']).toBeCloseTo(0, 12);
  expect(base['mae']).toBeCloseTo(2, 12);
  expect(base['mse']).toBeCloseTo(14 / 3, 12);
  const weighted = await trivialOf(text, {
    task: 'regression',
    prediction: 'y',
    weight: 'w',
    metrics: ['mae'],
  });
  // mean (1 + 2 + 12) / 4 = 3.75: (2.75 + 1.75 + 2 · 2.25) / 4
  expect(weighted['mae']).toBeCloseTo(2.25, 12);
});

test('without rows that count there is no change', async () => {
  const { parts, metrics } = await evaluateText('label,p,w\n1,0.5,0\n0,0.2,0\n', {
    task: 'binary',
    score: 'p',
    weight: 'w',
  });
  const [whole] = parts;
  if (whole === undefined) throw new Error('no rows');
  for (const change of (await compareWithTrivial(whole, metrics, settings)).metrics)
    expect(change).toMatchObject({ value: null, low: null, reason: 'no-weight', detectable: null });
});

test('what threads compare metric by metric is what this one compares at once, in the same order', async () => {
  const rows = Array.from({ length: 300 }, (_, row) => [
    (row * 37) % 100 > 45 ? 1 : 0,
    ((row * 53) % 101) / 101,
  ]);
  const metrics = [
    'ks',
    'accuracy',
    'roc_auc',
    'f1',
    'log_loss',
    { name: 'own', sql: 'avg(p)', direction: 'higher' as const },
  ];
  const evaluated = await evaluateText(csv(['label', 'p'], rows), { task: 'binary', score: 'p', metrics });
  const whole = evaluated.parts[0];
  if (whole === undefined) throw new Error('no rows');
  const threads = threadsOf(2, new URL('../parts/thread.ts', import.meta.url).href);
  onTestFinished(() => threads.close());
  const here = await compareWithTrivial(whole, evaluated.metrics, settings);
  expect(here.metrics.map(({ metric }) => metric)).toEqual(evaluated.metrics.map(({ key }) => key));
  expect(await compareWithTrivial(whole, evaluated.metrics, settings, threads)).toEqual(here);
});
