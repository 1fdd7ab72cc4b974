import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { change, comparison, evaluation, metric, policy, record } from './testing/record.ts';

test('the same model as the baseline is no better, even by nothing; and no worse', () => {
  const comparisons = [comparison([change(0, 0, 0)], { guard: 'identical-model' })];
  const judged = (rule: object) =>
    judge(
      record({ evaluation: evaluation([metric()]), comparisons }),
      policy([{ metric: 'roc_auc', ...rule }]),
      { today: '2026-11-21' },
    );
  expect(judged({ 'better-by': 0 }).outcome).toBe('fail');
  expect(judged({ 'no-worse-than': 0 }).outcome).toBe('pass');
});
