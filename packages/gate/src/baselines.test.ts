import type { Comparison } from '@assay/contract';
import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { change, comparison, evaluation, metric, policy, type RuleInput, record } from './testing/record.ts';

const today = '2026-11-21';
const kept: RuleInput = { metric: 'roc_auc', 'no-worse-than': 0.05 };
const better: RuleInput = { metric: 'roc_auc', 'better-by': 0 };
const same = change(0, 0, 0);
const small = change(0.01, -0.02, 0.04);

function judged(rule: RuleInput, found: Comparison[], staleAfter?: string) {
  const rules = policy([rule], staleAfter === undefined ? {} : { 'stale-after': staleAfter });
  const run = record({ evaluation: evaluation([metric(), metric({ slice: 'night' })]), comparisons: found });
  const { verdict, code, counts, why } = judge(run, rules, { today }).rules[0] ?? {};
  return { verdict, code, counts, why };
}

test.each([
  [
    'another evaluation set',
    kept,
    comparison([small], { guard: 'different-evaluation-set', paired: false }),
    'pass',
    'different-evaluation-set',
  ],
  [
    'another metric definition',
    kept,
    comparison([], { guard: 'different-metric-definition' }),
    'fail',
    'different-metric-definition',
  ],
  [
    'the same model, to be no worse',
    kept,
    comparison([same], { guard: 'identical-model' }),
    'pass',
    'identical-model',
  ],
  [
    'the same model, to be better',
    better,
    comparison([same], { guard: 'identical-model' }),
    'fail',
    'identical-model',
  ],
  [
    'the same predictions, and better',
    { metric: 'roc_auc', 'better-by': 0 },
    comparison([same]),
    'fail',
    'identical-predictions',
  ],
  ['the same predictions of another model', kept, comparison([same]), 'pass', 'identical-predictions'],
  [
    'a metric that is undefined in the base',
    kept,
    comparison([change(0, 0, 0, { value: null, low: null, high: null, reason: 'undefined-in-base' })]),
    'fail',
    'undefined',
  ],
  [
    'a metric that the base has not',
    kept,
    comparison([change(0, 0, 0, { metric: 'f1' })]),
    'fail',
    'not-in-baseline',
  ],
  [
    'a slice that the base has not',
    { ...kept, slice: 'night' },
    comparison([small]),
    'fail',
    'slice-not-in-baseline',
  ],
  [
    'no interval',
    kept,
    comparison([change(0.01, 0, 0, { low: null, high: null })]),
    'inconclusive',
    'no-interval',
  ],
  ['no direction', kept, comparison([{ ...small, direction: null }]), 'fail', 'no-direction'],
  ['a first run', kept, comparison([], { guard: 'no-baseline' }), 'inconclusive', 'no-baseline'],
] as const)('%s: %s', (_, rule, found, verdict, code) => {
  expect(judged(rule, [found])).toMatchObject({ verdict, code, counts: code !== 'no-baseline' });
});

test('a step that was left out is no first run, whatever the baseline', () => {
  for (const against of ['base', 'production', 'release', 'champion.json'])
    expect(judged({ ...kept, against }, [])).toMatchObject({
      verdict: 'fail',
      code: 'not-compared',
      counts: true,
    });
});

test('each rule is held against the baseline that it names', () => {
  const found = [
    comparison([change(-0.1, -0.12, -0.08)]),
    comparison([small], { with: 'production' }),
    comparison([], { with: 'release', guard: 'no-baseline' }),
    comparison([change(-0.2, -0.3, -0.1)], { with: 'kept/champion.json' }),
  ];
  const of = (against: string) => judged({ ...kept, against }, found);
  expect(of('base').verdict).toBe('fail');
  expect(of('production').verdict).toBe('pass');
  expect(of('release')).toMatchObject({
    verdict: 'inconclusive',
    counts: false,
    why: 'no version is registered yet to compare with',
  });
  expect(of('kept/champion.json').verdict).toBe('fail');
});

// Recorded on 2026-11-20 at ten.
test.each([
  ['1d', '2026-11-21', undefined],
  ['1d', '2026-11-22', 'stale-baseline'],
  ['30d', '2026-12-20', undefined],
  ['30d', '2026-12-21', 'stale-baseline'],
])('after %s, on %s: %s', (limit, day, code) => {
  const run = record({ evaluation: evaluation([metric()]), comparisons: [comparison([small])] });
  const floor: RuleInput = { metric: 'roc_auc', 'at-least': 0.5 };
  const rules = judge(run, policy([kept, floor], { 'stale-after': limit }), { today: day }).rules;
  expect(rules[0]).toMatchObject({ verdict: code === undefined ? 'pass' : 'inconclusive' });
  expect(rules[0]?.code).toBe(code);
  // What compares with nothing does not get old.
  expect(rules[1]?.verdict).toBe('pass');
});
