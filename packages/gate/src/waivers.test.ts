import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { evaluation, metric, policy, record } from './testing/record.ts';
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
  const { rules } = judge(record({ evaluation: evaluation([metric()]) }), given, '2026-11-21');
  expect(idleWaivers(given, rules, '2026-11-21')).toEqual([
    'the waiver of roc_auc ran out on 2026-11-20',
    'the waiver of roc_auc, site=nort matches no rule',
    'the waiver of f1 matches no rule',
  ]);
});
