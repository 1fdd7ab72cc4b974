import { expect, test } from 'vitest';
import { explain } from './explain.ts';
import { change, comparison, evaluation, metric, policy, type RuleInput, record } from './testing/record.ts';

const known = { today: '2026-11-21' };

function explained(rule: RuleInput, sections: Parameters<typeof record>[0]) {
  return explain(record(sections), policy([rule]), known).rules;
}

test('the bound is on the scale of the metric: what a lower loss may rise by, what a higher score may fall by', () => {
  const compared = (name: string, direction: 'higher' | 'lower', rule: object) =>
    explained(
      { metric: name, ...rule },
      {
        evaluation: evaluation([metric({ metric: name, direction })]),
        comparisons: [comparison([change(0.001, -0.01, 0.012, { metric: name, direction })])],
      },
    )[0]?.bound;
  expect(compared('roc_auc', 'higher', { 'no-worse-than': 0.005 })).toEqual({
    sense: 'at-least',
    number: -0.005,
  });
  expect(compared('log_loss', 'lower', { 'no-worse-than': 0.005 })).toEqual({
    sense: 'at-most',
    number: 0.005,
  });
  expect(compared('log_loss', 'lower', { 'better-by': 0.02 })).toEqual({ sense: 'at-most', number: -0.02 });
});

test('what would settle it: 1000 x (0.02 / 0.01)^2, from the end that reaches over', () => {
  const [rule] = explained({ metric: 'roc_auc', 'at-least': 0.89 }, { evaluation: evaluation([metric()]) });
  expect(rule).toMatchObject({
    verdict: 'inconclusive',
    confidence: 0.95,
    condition: 'at-least',
    correction: null,
  });
  expect(rule?.settle?.reach).toBeCloseTo(0.02, 12);
  expect(rule?.settle?.gap).toBeCloseTo(0.01, 12);
  expect(rule?.settle?.rows).toBeCloseTo(4000, -1);
  expect(rule?.settle?.rows).toBe((rule?.['more-rows'] ?? 0) + 1000);
});

test('slices are tests of one claim: each has its p-value, and that after correction', () => {
  // Two errors below the margin is one-sided p 0.02275; one above is 0.8413. Twice 0.02275 is over 0.025.
  const at = (z: number, slice: string) =>
    change(-0.01 + 0.01 * z, -0.01 + 0.01 * (z - 1.959964), -0.01 + 0.01 * (z + 1.959964), { slice });
  const rules = explained(
    { metric: 'roc_auc', 'no-worse-than': 0.01, slices: 'all' },
    {
      evaluation: evaluation([metric({ slice: 's=a' }), metric({ slice: 's=b' })]),
      comparisons: [comparison([at(-2, 's=a'), at(1, 's=b')])],
    },
  );
  expect(rules.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive']);
  expect(rules[0]?.correction?.p).toBeCloseTo(0.02275, 5);
  expect(rules[0]?.correction?.corrected).toBeCloseTo(0.0455, 4);
  expect(rules[0]?.correction).toMatchObject({ tests: 2 });
  expect(rules[0]?.correction?.level).toBeCloseTo(0.025, 12);
});

test('what is not there has no bound and no arithmetic; its why says what is missing', () => {
  const [rule] = explained({ metric: 'rocauc', 'at-least': 0.5 }, { evaluation: evaluation([metric()]) });
  expect(rule).toMatchObject({
    verdict: 'fail',
    bound: null,
    settle: null,
    why: expect.stringContaining('no metric'),
  });
});

test('an approximate interval is held like any other, and the result says that it is one', () => {
  const ceiling = { metric: 'ece', 'at-most': 0.05 };
  const figures = { metric: 'ece', direction: 'lower', value: 0.03, low: 0.02, high: 0.04 } as const;
  const [approximate] = explained(ceiling, {
    evaluation: evaluation([metric({ ...figures, approximate: true })]),
  });
  const [usual] = explained(ceiling, { evaluation: evaluation([metric(figures)]) });
  expect(approximate).toEqual({ ...usual, approximate: true });
  expect(usual?.verdict).toBe('pass');
  expect(usual).not.toHaveProperty('approximate');
  const compared = explained(
    { metric: 'ece', 'no-worse-than': 0.05 },
    {
      evaluation: evaluation([metric(figures)]),
      comparisons: [
        comparison([
          change(0.001, -0.01, 0.012, {
            ...figures,
            value: 0.001,
            low: -0.01,
            high: 0.012,
            approximate: true,
          }),
        ]),
      ],
    },
  );
  expect(compared[0]).toMatchObject({ verdict: 'pass', approximate: true });
});
