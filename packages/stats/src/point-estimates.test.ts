import { describe, expect, test } from 'vitest';
import { metricIds } from './metrics/parse.ts';
import { pointEstimates } from './point-estimates.ts';
import { agrees, sampleOf } from './testing/problem.ts';
import { reference } from './testing/reference.ts';

describe.each(reference.problems)('agrees with other tools on $name', (problem) => {
  test.each(problem.values)('$metric ($k$threshold$level$beta$bins)', ({ value, ...spec }) => {
    const [found] = pointEstimates(problem.task, sampleOf(problem), [spec]);
    if (value === null || found?.value == null) expect(found?.value).toBe(value);
    else expect(agrees(found.value, value), `${found.value}, not ${value}`).toBe(true);
  });
});

test('every metric of every task is among the problems', () => {
  for (const { task, sample, values } of reference.problems) {
    const held = new Set(values.map(({ metric }) => metric.replace(/:part$/, ':COLUMN')));
    const others = metricIds(task, sample.classes).filter((id) => !held.has(id));
    // Areas of pairs of classes have no weights in scikit-learn; the median of weights of 0 is another one there.
    expect(others.filter((id) => !/^roc_auc_ovo/.test(id) || sample.weights === undefined)).toEqual([]);
  }
});

describe('what is undefined is null with its reason', () => {
  const scores = Float64Array.of(0.1, 0.4, 0.8);
  const onlyNegatives = { labels: Uint8Array.of(0, 0, 0), scores };

  test.each([
    ['roc_auc', 'one-class'],
    ['ks', 'one-class'],
    ['average_precision', 'no-positives'],
    ['recall', 'no-positives'],
    ['balanced_accuracy', 'one-class'],
    ['mcc', 'constant-labels'],
  ])('%s of negatives alone: %s', (metric, reason) => {
    expect(pointEstimates('binary', onlyNegatives, [{ metric }])).toEqual([{ value: null, reason }]);
  });

  test('precision without a predicted positive', () => {
    const result = pointEstimates('binary', onlyNegatives, [{ metric: 'precision', threshold: 0.9 }]);
    expect(result).toEqual([{ value: null, reason: 'no-predicted-positives' }]);
  });

  test('every metric of no rows, of weights of 0, and of a NaN among scores', () => {
    const specs = metricIds('binary').flatMap((metric) => (metric.includes(':') ? [] : [{ metric }]));
    const none = { labels: new Uint8Array(0), scores: new Float64Array(0) };
    const weightless = {
      labels: Uint8Array.of(0, 1),
      scores: Float64Array.of(0, 1),
      weights: Float64Array.of(0, 0),
    };
    const notFinite = { labels: Uint8Array.of(0, 1), scores: Float64Array.of(Number.NaN, 1) };
    for (const value of pointEstimates('binary', none, specs)) expect(value.reason).toBe('no-rows');
    for (const value of pointEstimates('binary', weightless, specs)) expect(value.reason).toBe('no-weight');
    for (const value of pointEstimates('binary', notFinite, specs)) expect(value.reason).toBe('not-finite');
  });

  test('probability metrics of scores that are no probabilities', () => {
    const margins = { labels: Uint8Array.of(0, 1), scores: Float64Array.of(-2, 3) };
    const specs = ['log_loss', 'brier', 'ece', 'roc_auc'].map((metric) => ({ metric }));
    const reasons = pointEstimates('binary', margins, specs).map(({ reason }) => reason);
    expect(reasons).toEqual(['not-probabilities', 'not-probabilities', 'not-probabilities', undefined]);
  });

  test('r2 of constant labels, rmsle below -1', () => {
    const constant = { labels: Float64Array.of(0.1, 0.1, 0.1), predictions: Float64Array.of(0.1, 0.2, 0.3) };
    const low = { labels: Float64Array.of(-1, 2), predictions: Float64Array.of(1, 2) };
    expect(pointEstimates('regression', constant, [{ metric: 'r2' }])).toEqual([
      { value: null, reason: 'constant-labels' },
    ]);
    expect(pointEstimates('regression', low, [{ metric: 'rmsle' }])).toEqual([
      { value: null, reason: 'below-minus-one' },
    ]);
  });

  test('an average over classes of which one is never predicted, and a class that does not exist', () => {
    const sample = {
      labels: Int32Array.of(0, 1, 2),
      classes: ['a', 'b', 'c'],
      predictions: Int32Array.of(0, 1, 1),
    };
    const specs = ['precision_macro', 'f1_macro', 'recall:d', 'precision:c'].map((metric) => ({ metric }));
    expect(pointEstimates('multiclass', sample, specs)).toEqual([
      { value: null, reason: 'class-never-predicted' },
      // F1 is 1 for a, 2/3 for b (tp 1, fp 1), 0 for c.
      { value: expect.closeTo(5 / 9, 14) },
      { value: null, reason: 'unknown-class' },
      { value: null, reason: 'no-predicted-positives' },
    ]);
  });
});

test('a class that occurs nowhere takes no part in averages', () => {
  const sample = {
    labels: Int32Array.of(0, 1, 1),
    classes: ['a', 'b', 'c'],
    predictions: Int32Array.of(0, 1, 0),
  };
  // F1 is 2/3 for a (tp 1, fp 1) and for b (tp 1, fn 1).
  expect(pointEstimates('multiclass', sample, [{ metric: 'f1_macro' }])).toEqual([
    { value: expect.closeTo(2 / 3, 14) },
  ]);
});

test('a bin of the calibration error is closed above', () => {
  const sample = { labels: Uint8Array.of(1, 0), scores: Float64Array.of(0.2, 0.19) };
  // 0.2 = 3/15 ends the bin of 0.19: |0.2 - 1 + 0.19| / 2. In a bin of its own it would be (0.8 + 0.19) / 2.
  expect(pointEstimates('binary', sample, [{ metric: 'ece' }])).toEqual([
    { value: expect.closeTo(0.305, 14) },
  ]);
});

test('a score equal to the threshold is positive', () => {
  const sample = { labels: Uint8Array.of(1, 0), scores: Float64Array.of(0.5, 0.4999) };
  expect(pointEstimates('binary', sample, [{ metric: 'accuracy' }])).toEqual([{ value: 1 }]);
});

test('arrays of different lengths are refused', () => {
  const sample = { labels: Uint8Array.of(1, 0), scores: Float64Array.of(0.5) };
  expect(() => pointEstimates('binary', sample, [])).toThrow(RangeError);
});
