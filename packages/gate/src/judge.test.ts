import { digestValue, type Policy, verdictSchema } from '@assay/contract';
import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import {
  artifact,
  dataReport,
  evaluation,
  metric,
  policy,
  type RuleInput,
  record,
  training,
} from './testing/record.ts';

const today = '2026-11-21';

test('the verdict binds model, policy and evaluation set', () => {
  const rules = policy([{ metric: 'roc_auc', 'at-least': 0.8 }], { 'on-inconclusive': 'fail' });
  const verdict = judge(record({ evaluation: evaluation([metric()]), artifact }), rules, { today });
  expect(verdict).toMatchObject({
    outcome: 'pass',
    artifact: artifact.digest,
    set: `sha256:${'e'.repeat(64)}`,
    policy: digestValue(rules),
    'on-inconclusive': 'fail',
    data: null,
  });
  expect(verdictSchema.parse(verdict)).toEqual(verdict);
});

test('what is done about an inconclusive verdict does not change it', () => {
  for (const side of ['fail', 'warn', 'pass'] as const) {
    const verdict = judge(
      record({ evaluation: evaluation([metric()]) }),
      policy([{ metric: 'roc_auc', 'at-least': 0.9 }], { 'on-inconclusive': side }),
      { today },
    );
    expect(verdict).toMatchObject({ outcome: 'inconclusive', 'on-inconclusive': side });
  }
});

test('the digest of a policy knows neither the order of keys nor whether a default was written out', () => {
  const digest = (given: Policy) => judge(record(), given, { today }).policy;
  const short = policy([{ metric: 'roc_auc', 'at-least': 0.8 }]);
  const long = policy([{ evidence: 'interval', severity: 'error', 'at-least': 0.8, metric: 'roc_auc' }], {
    waivers: [],
    'on-inconclusive': 'warn',
  });
  expect(digest(long)).toBe(digest(short));
  expect(digest(policy([{ metric: 'roc_auc', 'at-least': 0.81 }]))).not.toBe(digest(short));
  expect(digest(policy([{ metric: 'roc_auc', 'at-least': 0.8 }], { 'on-inconclusive': 'pass' }))).not.toBe(
    digest(short),
  );
});

test('no rules is inconclusive, even when data and training went well', () => {
  const sections = { data: [dataReport('pass')], training, evaluation: evaluation([metric()]) };
  expect(judge(record(sections), policy([]), { today }).outcome).toBe('inconclusive');
});

test('data and training count beside the rules', () => {
  const rules = policy([{ metric: 'roc_auc', 'at-least': 0.8 }]);
  const outcome = (sections: Parameters<typeof record>[0]) =>
    judge(record({ evaluation: evaluation([metric()]), ...sections }), rules, { today });
  expect(outcome({ data: [dataReport('pass')], training })).toMatchObject({ outcome: 'pass', data: 'pass' });
  expect(outcome({ data: [dataReport('pass'), dataReport('fail')] })).toMatchObject({
    outcome: 'fail',
    data: 'fail',
  });
  expect(outcome({ data: [dataReport('inconclusive')] })).toMatchObject({ outcome: 'pass', data: null });
  expect(outcome({ training: { ...training, outcome: 'failed' } }).outcome).toBe('fail');
  expect(outcome({ training: { ...training, outcome: 'cut-off' } }).outcome).toBe('fail');
});

test('a warning shows and does not count', () => {
  const sections = { evaluation: evaluation([metric()]) };
  const warn: RuleInput = { metric: 'roc_auc', 'at-least': 0.95, severity: 'warn' };
  expect(judge(record(sections), policy([warn]), { today }).rules[0]).toMatchObject({
    verdict: 'fail',
    counts: false,
    severity: 'warn',
  });
  expect(judge(record(sections), policy([warn]), { today }).outcome).toBe('inconclusive');
  expect(
    judge(record(sections), policy([warn, { metric: 'roc_auc', 'at-least': 0.8 }]), { today }).outcome,
  ).toBe('pass');
});

test('a waiver counts up to its last day, on its metric and slice only', () => {
  const sections = {
    evaluation: evaluation([metric(), metric({ slice: 'night' }), metric({ metric: 'f1' })]),
  };
  const rules: RuleInput[] = [
    { metric: 'roc_auc', 'at-least': 0.95 },
    { metric: 'roc_auc', 'at-least': 0.95, slice: 'night' },
    { metric: 'f1', 'at-least': 0.95 },
  ];
  const counting = (waiver: { slice?: string; until: string }) =>
    judge(
      record(sections),
      policy(rules, { waivers: [{ metric: 'roc_auc', reason: 'issue 41', ...waiver }] }),
      { today },
    ).rules.map((rule) => rule.counts);
  expect(counting({ until: '2026-11-20' })).toEqual([true, true, true]);
  expect(counting({ until: today })).toEqual([false, false, true]);
  expect(counting({ until: '2026-11-22', slice: 'night' })).toEqual([true, false, true]);
});
