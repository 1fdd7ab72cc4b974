import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { comparison, evaluation, metric, policy, record } from './testing/record.ts';
import { idleWaivers } from './waivers.ts';

const waiver = (metric: string, until: string, slice?: string) => ({
  metric,
  reason: 'known',
  until,
  ...(slice === undefined ? {} : { slice }),
});

test('waivers that have run out, or match no rule, are told', () => {
  const waivers = [
    waiver('roc_auc', '2026-11-21'),
    waiver('roc_auc', '2026-11-20'),
    waiver('roc_auc', '2099-01-01', 'site=nort'),
    waiver('f1', '2099-01-01'),
  ];
  const given = { ...policy([{ metric: 'roc_auc', 'at-least': 0.8 }]), waivers };
  const { rules } = judge(record({ evaluation: evaluation([metric()]) }), given, { today: '2026-11-21' });
  expect(idleWaivers(given, rules, '2026-11-21')).toEqual([
    'the waiver of roc_auc ran out on 2026-11-20',
    'the waiver of roc_auc, site=nort matches no rule',
    'the waiver of f1 matches no rule',
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
  const { rules } = judge(record({ evaluation: evaluation(metrics), comparisons }), given, {
    today: '2026-11-21',
  });
  expect(idleWaivers(given, rules, '2026-11-21')).toEqual([
    'the waiver of roc_auc, kind=b matches no rule',
    'the waiver of roc_auc, sites=north matches no rule',
    'the waiver of accuracy, site=nort matches no rule',
  ]);
});
