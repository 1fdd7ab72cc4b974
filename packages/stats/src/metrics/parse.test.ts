import { expect, test } from 'vitest';
import { metricIds, parseMetric } from './parse.ts';

test('ids with a class are found by their class, also one with a colon', () => {
  expect(parseMetric('multiclass', 'recall:a:b')).toMatchObject({
    found: true,
    argument: 'a:b',
    metric: { id: 'recall' },
  });
  expect(metricIds('multiclass', ['spam', 'ham'])).toContain('recall:ham');
});

test.each([
  ['binary', 'recall:spam', 'recall'],
  ['multiclass', 'recall', 'recall:CLASS'],
  ['multiclass', 'recall:', 'recall:CLASS'],
  ['binary', 'auc', 'roc_auc'],
  ['binary', 'ROC-AUC', 'roc_auc'],
  ['regression', 'rmes', 'rmse'],
  ['regression', 'median', 'median_ae'],
] as const)('%s has no %s, but %s', (task, id, meant) => {
  expect(parseMetric(task, id)).toMatchObject({ found: false, didYouMean: expect.arrayContaining([meant]) });
});
