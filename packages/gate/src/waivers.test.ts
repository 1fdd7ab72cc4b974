import type { Verdict } from '@assay/contract';
import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { comparison, evaluation, metric, policy, record } from './testing/record.ts';

const waiver = (metric: string, until: string, slice?: string) => ({
  metric,
  reason: 'known',
  until,
  ...(slice === undefined ? {} : { slice }),
});

const idle = (states: NonNullable<Verdict['waivers']>) =>
  states
    .filter(({ state }) => state !== 'in-force')
    .map(({ metric: of, slice, state }) => `${of} ${slice} ${state}`);

test('waivers that have run out, or match no rule, are told', () => {
  const waivers = [
    waiver('roc_auc', '2026-11-21'),
    waiver('roc_auc', '2026-11-20'),
    waiver('roc_auc', '2099-01-01', 'site=nort'),
    waiver('f1', '2099-01-01'),
  ];
  const given = { ...policy([{ metric: 'roc_auc', 'at-least': 0.8 }]), waivers };
  const { waivers: states = [] } = judge(record({ evaluation: evaluation([metric()]) }), given, {
    today: '2026-11-21',
  });
  expect(idle(states)).toEqual([
    'roc_auc null ran-out',
    'roc_auc site=nort matches-no-rule',
    'f1 null matches-no-rule',
  ]);
});

test('on a first run, the waiver of a slice that is to be compared waits for the baseline with its rule', () => {
  const until = '2099-01-01';
  const given = {
    ...policy([
      { metric: 'roc_auc', 'no-worse-than': 0.01, slices: ['site', 'kind=a'] },
      { metric: 'f1', 'no-worse-than': 0.01, slices: 'all' },
      { metric: 'accuracy', 'at-least': 0.5, slices: 'all' },
    ]),
    waivers: [
      waiver('roc_auc', until, 'site=north'),
      waiver('roc_auc', until, 'kind=a'),
      waiver('f1', until, 'site=north'),
      waiver('roc_auc', until, 'kind=b'),
      waiver('roc_auc', until, 'sites=north'),
      waiver('accuracy', until, 'site=nort'),
    ],
  };
  const metrics = [metric(), metric({ metric: 'accuracy', slice: 'site=north' })];
  const comparisons = [comparison([], { guard: 'no-baseline' })];
  const { waivers: states = [] } = judge(record({ evaluation: evaluation(metrics), comparisons }), given, {
    today: '2026-11-21',
  });
  expect(idle(states)).toEqual([
    'roc_auc kind=b matches-no-rule',
    'roc_auc sites=north matches-no-rule',
    'accuracy site=nort matches-no-rule',
  ]);
});

test('who answers for a waiver goes with it, to the rule and to the list of all', () => {
  const given = policy([{ metric: 'roc_auc', 'at-least': 0.99 }], {
    waivers: [{ ...waiver('roc_auc', '2099-01-01'), who: 'ada' }],
  });
  const verdict = judge(record({ evaluation: evaluation([metric()]) }), given, { today: '2026-11-21' });
  expect(verdict.rules[0]?.waived).toEqual({ reason: 'known', until: '2099-01-01', who: 'ada' });
  expect(verdict.waivers).toEqual([
    { metric: 'roc_auc', slice: null, reason: 'known', who: 'ada', until: '2099-01-01', state: 'in-force' },
  ]);
});
