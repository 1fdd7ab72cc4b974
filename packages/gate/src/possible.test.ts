import { mistakeOf, type Task } from '@assay/contract';
import { expect, test } from 'vitest';
import { requirePossible } from './possible.ts';
import { evaluation, policy, type RuleInput, record } from './testing/record.ts';

function refusal(rule: RuleInput, of: { task?: Task | null; format?: string } = {}) {
  const { task = 'binary', format = 'predictions' } = of;
  const judged = { ...evaluation([]), task, source: { path: 'p.csv', format } };
  try {
    requirePossible(policy([rule]), record({ evaluation: judged }));
  } catch (error) {
    return mistakeOf(error);
  }
  return undefined;
}

test('a percentage in place of a share is refused, with the share', () => {
  expect(refusal({ metric: 'roc_auc', 'at-least': 84 })).toMatchObject({
    code: 'limit-impossible',
    message: 'no model is near the limit of "roc_auc ≥ 84": roc_auc is always from 0 to 1',
    fix: 'is "at-least: 0.84" meant?',
  });
});

test.each<[RuleInput, string]>([
  [{ metric: 'recall@0.3', 'at-least': 1.5 }, 'is "at-least: 0.015" meant?'],
  [{ metric: 'log_loss', 'at-most': -0.1 }, 'write a limit that a model can be on either side of'],
  [{ metric: 'mcc', 'better-by': 3 }, 'is "better-by: 0.03" meant?'],
  [{ metric: 'brier', 'no-worse-than': 2, slices: 'all' }, 'is "no-worse-than: 0.02" meant?'],
  [{ metric: 'f1', 'at-least': 1e6 }, 'write a limit that a model can be on either side of'],
])('beyond all values: %j', (rule, fix) => {
  expect(refusal(rule)).toMatchObject({ code: 'limit-impossible', fix });
});

test('ends of a range, open ranges, and names that are not Assay’s are left as they are', () => {
  for (const metric of ['roc_auc', 'mcc', 'brier', 'recall@0.3']) {
    expect(refusal({ metric, 'at-least': 0 })).toBeUndefined();
    expect(refusal({ metric, 'at-least': 1 })).toBeUndefined();
    expect(refusal({ metric, 'no-worse-than': 1 })).toBeUndefined();
  }
  expect(refusal({ metric: 'mcc', 'no-worse-than': 2 })).toBeUndefined();
  expect(refusal({ metric: 'log_loss', 'at-most': 1e6 })).toBeUndefined();
  expect(refusal({ metric: 'profit', 'at-least': 1e6 })).toBeUndefined();
  expect(refusal({ metric: 'r2', 'at-least': -1e6 }, { task: 'regression' })).toBeUndefined();
  expect(refusal({ metric: 'r2', 'at-least': 80 }, { task: 'regression' })).toMatchObject({
    message: expect.stringContaining('r2 is never above 1'),
  });
  // A file of metrics may give accuracy as a percentage.
  expect(refusal({ metric: 'accuracy', 'at-least': 84 }, { format: 'plain' })).toBeUndefined();
  expect(refusal({ metric: 'accuracy', 'at-least': 84 }, { task: null })).toBeUndefined();
});
