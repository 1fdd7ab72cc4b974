import type { Evaluation, RunRecord } from '@assay/contract';
import { expect, test } from 'vitest';
import { compareRecords } from './records.ts';

const interval = { confidence: 0.95, method: 'wilson', n: 100, reason: null };

function record(value: number, more: Partial<Evaluation> = {}): RunRecord {
  const evaluation: Evaluation = {
    task: 'binary',
    set: 'sha256:1',
    rows: 100,
    paired: false,
    source: { path: 'p.csv', format: 'predictions' },
    metrics: [
      {
        metric: 'accuracy',
        slice: null,
        direction: 'higher',
        value,
        low: value - 0.03,
        high: value + 0.04,
        ...interval,
      },
    ],
    slices: [],
    curves: {},
    predictions: null,
    seconds: 0,
    ...more,
  };
  return {
    id: 'x',
    created: '2026-11-21T10:00:00Z',
    source: { commit: null },
    evaluation,
  } as unknown as RunRecord;
}

test('changes come from the two stored intervals, by square-and-add', () => {
  const { metrics, guard, paired } = compareRecords(record(0.8), record(0.9));
  expect({ guard, paired }).toEqual({ guard: null, paired: false });
  // low: 0.1 - sqrt(0.03^2 + 0.04^2) = 0.05; high: 0.1 + sqrt(0.04^2 + 0.03^2) = 0.15.
  expect(metrics[0]?.value).toBeCloseTo(0.1, 12);
  expect(metrics[0]?.low).toBeCloseTo(0.05, 12);
  expect(metrics[0]?.high).toBeCloseTo(0.15, 12);
});

test('another evaluation set is said; another task is not compared', () => {
  expect(compareRecords(record(0.8, { set: 'sha256:2' }), record(0.9))).toMatchObject({
    guard: 'different-evaluation-set',
  });
  const other = compareRecords(record(0.8, { task: 'multiclass' }), record(0.9));
  expect(other).toMatchObject({ guard: 'different-metric-definition', metrics: [] });
});

test.each([
  ['f1', true],
  ['f_beta', true],
  ['f_beta@1.5', true],
  ['recall', true],
  // It has a threshold of its own, or needs none.
  ['f1@0.4', false],
  ['f_beta@1.5@0.4', false],
  ['roc_auc', false],
])('at two thresholds, what becomes of %s is not told: %s', (metric, untold) => {
  const at = (value: number, base: number) => {
    const [only] = record(value).evaluation?.metrics ?? [];
    const metrics = only === undefined ? [] : [{ ...only, metric }];
    const threshold = { value: base, maximizes: 'f1', on: 'v.csv', set: null };
    return record(value, { metrics, threshold });
  };
  const changeOf = (before: number) => compareRecords(at(0.8, before), at(0.9, 0.3)).metrics[0];
  expect(changeOf(0.6)).toMatchObject(
    untold
      ? { base: 0.8, candidate: 0.9, value: null, low: null, reason: 'different-threshold' }
      : { value: expect.closeTo(0.1, 12), reason: null },
  );
  expect(changeOf(0.3)).toMatchObject({ value: expect.closeTo(0.1, 12), reason: null });
});
