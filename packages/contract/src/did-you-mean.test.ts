import { expect, test } from 'vitest';
import { didYouMean } from './index.ts';

const metrics = ['roc_auc', 'average_precision', 'log_loss', 'f1'];

test.each([
  ['roc_acu', 'roc_auc'],
  ['ROC_AUC', 'roc_auc'],
  ['f2', 'f1'],
  ['logloss', 'log_loss'],
  ['brier', undefined],
  // Three letters wrong of seven are more than a third.
  ['rxx_xuc', undefined],
  ['x'.repeat(201), undefined],
])('%.20s: %s', (word, meant) => {
  expect(didYouMean(word, metrics)).toBe(meant);
});

test.each([
  ['taks', 'task'],
  ['sede', 'seed'],
  ['Lable', 'label'],
  // One letter more than "seed" is as near by letters, but fingers change places more often.
  ['seesd', 'seeds'],
  // Written right already, but for its case.
  ['SEED', 'seed'],
  // Two letters wrong of four that are no neighbours, or do not change places.
  ['kast', undefined],
  ['tasx', 'task'],
  ['taxx', undefined],
])('neighbours that changed places: %s is %s', (word, meant) => {
  expect(didYouMean(word, ['task', 'label', 'esed', 'seed', 'seeds'])).toBe(meant);
});

test('nothing to mean', () => {
  expect(didYouMean('x', [])).toBeUndefined();
});

test('an accent that is a character of its own', () => {
  expect(didYouMean('caf\u00e9', ['other', 'cafe\u0301'])).toBe('cafe\u0301');
});
