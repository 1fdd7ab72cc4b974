import { expect, test } from 'vitest';
import { planOf } from './plan.ts';
import { change, comparison, evaluation, metric, policy, record } from './testing/record.ts';

const budget = { 'test-set': { looks: 32, reliability: 0.99, tolerance: 0.1 } as never };

test('before anything is evaluated: the published sizes, of one mean and of two', () => {
  const rules = (rule: object) => planOf(policy([{ metric: 'accuracy', ...rule }], budget)).rules;
  expect(rules({ 'at-least': 0.8 })).toMatchObject([{ bound: 1340, 'bound-of': 'rows', n: null }]);
  expect(rules({ 'no-worse-than': 0.01 })).toMatchObject([{ bound: 5496 }]);
  const unseen = policy([{ metric: 'accuracy', 'better-by': 0 }], {
    'test-set': { looks: 32, reliability: 0.99, tolerance: 0.1, adaptivity: 'none' } as never,
  });
  expect(planOf(unseen).rules[0]?.bound).toBe(1753);
});

test('conditions share the error; warnings and bare numbers ask for no rows', () => {
  const floor = { metric: 'accuracy', 'at-least': 0.8 };
  const plan = planOf(
    policy(
      [
        floor,
        { ...floor, slices: ['a', 'b'] },
        { ...floor, severity: 'warn' },
        { metric: 'train.seconds', 'at-most': 9, evidence: 'point' },
      ],
      budget,
    ),
  );
  // (32 ln 2 + ln(3 / 0.01)) / (2 x 0.01) = (22.180710 + 5.703782) / 0.02 = 1394.2
  expect(plan).toMatchObject({ clauses: 3, rows: null });
  expect(plan.rules.map(({ slice, bound }) => [slice, bound])).toEqual([
    [null, 1395],
    ['a', 1395],
    ['b', 1395],
  ]);
});

test('without a budget the usual one is counted with, and that is said', () => {
  const floor = { metric: 'accuracy', 'at-least': 0.8 };
  expect(planOf(policy([floor]))).toMatchObject({ usual: true, adaptivity: 'full' });
  expect(planOf(policy([floor], budget))).not.toHaveProperty('usual');
});

test('where few predictions change, the published sizes again; of what is no share of right rows it is not known', () => {
  const few = (adaptivity: string, rules: object[]) => {
    const set = { looks: 32, reliability: 0.9999, tolerance: 0.01, changed: 0.1, adaptivity };
    return planOf(policy(rules as never, { 'test-set': set as never })).rules.map(
      (rule) => rule['bound-if-few-change'],
    );
  };
  const better = { metric: 'accuracy', 'better-by': 0 };
  expect(few('none', [better])).toEqual([29_048]);
  expect(few('full', [better])).toEqual([67_706]);
  expect(few('full', [{ metric: 'accuracy', 'at-least': 0.8 }])).toEqual([null]);
  expect(few('full', [{ metric: 'brier', 'no-worse-than': 0.01 }])).toEqual([null]);
  // Two clauses share the error: ln 2 / (0.1 h(0.1)) more, with h(0.1) = 0.00484120 1,431.8 on 67,705.03.
  const [first] = few('full', [better, { metric: 'accuracy', 'at-least': 0.8 }]);
  expect(first).toBe(69_137);
});

test.each([
  ['roc_auc', 'rows of the rarer class'],
  ['recall', 'rows of the class'],
  ['recall:spam', 'rows of the class "spam"'],
  ['precision@0.3', 'rows predicted as the class'],
  ['failure_rate:typos', 'tests of "typos"'],
  ['log_loss', null],
  ['f1', null],
  ['constructor', null],
])('%s counts %s', (name, of) => {
  const [rule] = planOf(policy([{ metric: name, 'at-least': 0 }])).rules;
  expect(rule?.['bound-of']).toBe(of);
  expect(rule?.bound === null).toBe(of === null);
});

test('from a record: the present gap and half-width, turned so that larger is better', () => {
  // 0.9 [0.88, 0.92] of 1,000 rows: 0.02 reach, a gap of 0.01: 1000 x (0.02 / 0.01)^2 = 4000.
  const plan = planOf(
    policy([{ metric: 'roc_auc', 'at-least': 0.89 }]),
    record({ evaluation: evaluation([metric()]) }),
  );
  expect(plan.rows).toBe(1000);
  expect(plan.rules[0]).toMatchObject({ n: 1000, 'rows-if-equal': null, reason: null });
  expect(plan.rules[0]?.gap).toBeCloseTo(0.01, 12);
  expect(plan.rules[0]?.['rows-to-settle']).toBeCloseTo(4000, -1);

  // Better by 0.004 +- 0.01 where 0.005 worse is allowed: (0.01 / 0.009)^2 x 1000 = 1235; if equal, with power 0.8,
  // ((1.959964 + 0.841621) / 1.959964 x 0.01 / 0.005)^2 x 1000 = 8173.
  const loss = change(-0.004, -0.014, 0.006, { metric: 'log_loss', direction: 'lower' });
  const compared = record({
    evaluation: evaluation([metric({ metric: 'log_loss', direction: 'lower' })]),
    comparisons: [comparison([loss])],
  });
  const [rule] = planOf(policy([{ metric: 'log_loss', 'no-worse-than': 0.005 }]), compared).rules;
  expect(rule).toMatchObject({ bound: null, 'rows-to-settle': 1235 });
  expect(rule?.['rows-if-equal']).toBe(8173);
});

test('no interval, and an estimate on its limit, say so', () => {
  const bare = metric({ low: null, high: null, reason: 'one-class' });
  const plan = (given: typeof bare) =>
    planOf(policy([{ metric: 'roc_auc', 'at-least': 0.9 }]), record({ evaluation: evaluation([given]) }))
      .rules[0];
  expect(plan(bare)).toMatchObject({ 'rows-to-settle': null, reason: 'one-class' });
  expect(plan(metric())).toMatchObject({ gap: 0, 'rows-to-settle': null, reason: null });
});
