import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { change, comparison, evaluation, metric, policy, type RuleInput, record } from './testing/record.ts';

const today = '2026-11-21';
const judged = (rule: RuleInput, sections: Parameters<typeof record>[0]) => {
  const verdict = judge(record(sections), policy([rule]), { today });
  return { outcome: verdict.outcome, ...verdict.rules[0] };
};
const plain = { evaluation: evaluation([metric(), metric({ slice: 'payment_type=Cash' })]) };

test('a metric that is not there fails, and the nearest name is offered', () => {
  const { outcome, verdict, counts, why } = judged({ metric: 'roc_acu', 'at-least': 0 }, plain);
  expect({ outcome, verdict, counts }).toEqual({ outcome: 'fail', verdict: 'fail', counts: true });
  expect(why).toContain('did you mean "roc_auc"?');
});

test('a slice that is not there fails, and the nearest name is offered', () => {
  const { outcome, why } = judged({ metric: 'roc_auc', 'at-least': 0, slice: 'payment_type=Csh' }, plain);
  expect(outcome).toBe('fail');
  expect(why).toContain('did you mean "payment_type=Cash"?');
  expect(
    judged({ metric: 'roc_auc', 'at-least': 0, slices: 'all' }, { evaluation: evaluation([metric()]) }),
  ).toMatchObject({ outcome: 'fail', verdict: 'fail' });
});

test('a run that was not evaluated fails its rules', () => {
  expect(judged({ metric: 'roc_auc', 'at-least': 0 }, {})).toMatchObject({
    outcome: 'fail',
    why: 'this run has no evaluation',
  });
});

test('on a first run a comparison is inconclusive and does not count', () => {
  const first = { ...plain, comparisons: [comparison([], { guard: 'no-baseline' })] };
  expect(judged({ metric: 'roc_auc', 'no-worse-than': 0.1 }, first)).toMatchObject({
    outcome: 'inconclusive',
    verdict: 'inconclusive',
    counts: false,
  });
  const both = policy([
    { metric: 'roc_auc', 'no-worse-than': 0.1 },
    { metric: 'roc_auc', 'at-least': 0.8 },
  ]);
  expect(judge(record(first), both, { today }).outcome).toBe('pass');
});

test('a step that was left out is no first run', () => {
  expect(judged({ metric: 'roc_auc', 'no-worse-than': 0.1 }, plain)).toMatchObject({
    outcome: 'fail',
    counts: true,
  });
  expect(judged({ metric: 'roc_auc', 'better-by': 0.1, against: 'trivial' }, plain)).toMatchObject({
    outcome: 'fail',
    counts: true,
  });
});

test('a baseline that lacks the metric, or the slice, fails', () => {
  const sections = { ...plain, comparisons: [comparison([change(0, -0.01, 0.01, { metric: 'f1' })])] };
  expect(judged({ metric: 'roc_auc', 'no-worse-than': 0.1 }, sections)).toMatchObject({
    outcome: 'fail',
    why: 'the baseline has no roc_auc',
  });
  expect(judged({ metric: 'roc_auc', 'no-worse-than': 0.1, slice: 'payment_type=Cash' }, sections).why).toBe(
    'the baseline has no slice "payment_type=Cash"',
  );
  const other = { ...plain, comparisons: [comparison([], { guard: 'different-metric-definition' })] };
  expect(judged({ metric: 'roc_auc', 'no-worse-than': 0.1 }, other)).toMatchObject({ outcome: 'fail' });
  expect(judged({ metric: 'roc_auc', 'no-worse-than': 0.1 }, other).why).toContain('another task');
});

test('a metric with no known direction cannot be compared', () => {
  const comparisons = [comparison([change(0, -0.01, 0.01, { direction: null })])];
  expect(judged({ metric: 'roc_auc', 'no-worse-than': 0.1 }, { ...plain, comparisons })).toMatchObject({
    outcome: 'fail',
    verdict: 'fail',
  });
});
