import type { Plan, PlannedRule } from '@assay/contract';
import { expect, test } from 'vitest';
import { planInWords } from './plan.ts';

const rule: PlannedRule = {
  rule: 'accuracy ≥ 0.85',
  metric: 'accuracy',
  slice: 'night',
  bound: 33_484,
  'bound-if-few-change': null,
  'bound-of': 'rows',
  n: 1093,
  'half-width': 0.0179,
  gap: 0.0083,
  'rows-to-settle': 5084,
  'rows-if-equal': null,
  reason: null,
};
const words = (more: Partial<PlannedRule>, rest: Partial<Plan> = {}) =>
  planInWords({
    ...{ looks: 32, reliability: 0.99, tolerance: 0.02, adaptivity: 'full', clauses: 1, rows: 4812 },
    rules: [{ ...rule, ...more }],
    ...rest,
  });

test('a plan says what it counts with, and of each rule the bound and the record', () => {
  expect(words({}).split('\n')).toEqual([
    '1 condition · 32 looks, each answer seen before the next · reliability 0.99 · tolerance 0.02',
    '4,812 rows in this evaluation',
    'accuracy ≥ 0.85, night',
    '  for all looks, whatever the model: 33,484 rows (ease.ml/ci)',
    '  1,093 rows now, 0.0083 on the right side of the limit, ± 0.0179: settled at about 5,084',
  ]);
});

test.each([
  [{ 'rows-to-settle': 900 }, 'limit, ± 0.0179: settled'],
  [{ 'rows-to-settle': null, gap: 0 }, 'no number of rows settles that'],
  [{ gap: -0.0083 }, 'beyond the limit'],
  [{ 'rows-if-equal': 4000 }, 'exactly as good passes in four cases of five from about 4,000 rows on'],
  [{ bound: null, 'bound-of': null }, 'accuracy is none'],
  [{ 'bound-if-few-change': 9_102 }, '33,484 rows; 9,102 where so few predictions change (ease.ml/ci)'],
  [{ n: null, reason: 'no metric' }, 'from the record: no metric'],
])('%j: %s', (more, said) => {
  expect(words(more)).toContain(said);
});

test('a budget that nobody named is told as such', () => {
  expect(words({}, { usual: true }).split('\n')[1]).toBe(
    'what is usual: the policy names no "test-set" with its looks',
  );
});

test('no rule that asks for rows', () => {
  expect(words({}, { rules: [], rows: null })).toContain('nothing is evaluated yet\nno rule of the policy');
});
