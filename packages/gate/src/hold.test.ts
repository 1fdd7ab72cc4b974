import type { Change, Metric } from '@assay/contract';
import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import {
  artifact,
  change,
  comparison,
  evaluation,
  metric,
  policy,
  type RuleInput,
  record,
  training,
} from './testing/record.ts';

const today = '2026-11-21';

/** The only result of one rule. */
function resultOf(rule: RuleInput, sections: Parameters<typeof record>[0]) {
  const { rules } = judge(record(sections), policy([rule]), { today });
  expect(rules).toHaveLength(1);
  const [only] = rules;
  if (only === undefined) throw new Error('no result');
  return only;
}
const held = (rule: RuleInput, found: Metric) => resultOf(rule, { evaluation: evaluation([found]) }).verdict;
const compared = (rule: RuleInput, found: Change) =>
  resultOf(rule, { evaluation: evaluation([metric()]), comparisons: [comparison([found])] }).verdict;

// The metric is 0.9 [0.88, 0.92].
test.each([
  [{ 'at-least': 0.87 }, 'pass'],
  [{ 'at-least': 0.88 }, 'pass'],
  [{ 'at-least': 0.881 }, 'inconclusive'],
  [{ 'at-least': 0.92 }, 'inconclusive'],
  [{ 'at-least': 0.921 }, 'fail'],
  [{ 'at-most': 0.93 }, 'pass'],
  [{ 'at-most': 0.92 }, 'pass'],
  [{ 'at-most': 0.919 }, 'inconclusive'],
  [{ 'at-most': 0.88 }, 'inconclusive'],
  [{ 'at-most': 0.879 }, 'fail'],
  [{ 'at-least': 0.9, evidence: 'point' }, 'pass'],
  [{ 'at-least': 0.901, evidence: 'point' }, 'fail'],
  [{ 'at-most': 0.9, evidence: 'point' }, 'pass'],
  [{ 'at-most': 0.899, evidence: 'point' }, 'fail'],
] as const)('0.9 [0.88, 0.92] held to %o: %s', (limit, verdict) => {
  expect(held({ metric: 'roc_auc', ...limit }, metric())).toBe(verdict);
  // The rule alone says which way is good here: the metric's own direction changes nothing.
  expect(held({ metric: 'roc_auc', ...limit }, metric({ direction: 'lower' }))).toBe(verdict);
});

// A change of -0.01 [-0.02, 0.03]: for a metric of which less is better, the same change is 0.01 [-0.03, 0.02].
test.each([
  [{ 'no-worse-than': 0.03 }, 'pass', 'pass'],
  [{ 'no-worse-than': 0.02 }, 'pass', 'inconclusive'],
  [{ 'no-worse-than': 0.019 }, 'inconclusive', 'inconclusive'],
  [{ 'no-worse-than': 0 }, 'inconclusive', 'inconclusive'],
  [{ 'better-by': 0.02 }, 'inconclusive', 'inconclusive'],
  [{ 'better-by': 0.025 }, 'inconclusive', 'fail'],
  [{ 'better-by': 0.03 }, 'inconclusive', 'fail'],
  [{ 'better-by': 0.031 }, 'fail', 'fail'],
  [{ 'no-worse-than': 0.01, evidence: 'point' }, 'pass', 'pass'],
  [{ 'no-worse-than': 0.009, evidence: 'point' }, 'fail', 'pass'],
  [{ 'better-by': 0.01, evidence: 'point' }, 'fail', 'pass'],
] as const)('-0.01 [-0.02, 0.03] held to %o: %s, and where lower is better %s', (limit, higher, lower) => {
  expect(compared({ metric: 'roc_auc', ...limit }, change(-0.01, -0.02, 0.03))).toBe(higher);
  expect(compared({ metric: 'roc_auc', ...limit }, change(-0.01, -0.02, 0.03, { direction: 'lower' }))).toBe(
    lower,
  );
});

test.each([
  [{ 'no-worse-than': 0.005 }, change(-0.02, -0.03, -0.006), 'fail'],
  [{ 'no-worse-than': 0.005 }, change(-0.02, -0.03, -0.005), 'inconclusive'],
  [{ 'no-worse-than': 0.005 }, change(0.02, 0.006, 0.03, { direction: 'lower' }), 'fail'],
  [{ 'better-by': 0.005 }, change(0.02, 0.005, 0.03), 'pass'],
  [{ 'better-by': 0.005 }, change(-0.02, -0.03, -0.005, { direction: 'lower' }), 'pass'],
] as const)('%o on a clear change %#', (limit, found, verdict) => {
  expect(compared({ metric: 'roc_auc', ...limit }, found)).toBe(verdict);
});

test('the trivial baseline is compared with when asked for', () => {
  const comparisons = [
    comparison([change(0, -0.01, 0.01)]),
    comparison([change(0.3, 0.2, 0.4)], { with: 'trivial' }),
  ];
  const sections = { evaluation: evaluation([metric()]), comparisons };
  expect(resultOf({ metric: 'roc_auc', 'better-by': 0.1, against: 'trivial' }, sections).verdict).toBe(
    'pass',
  );
  expect(resultOf({ metric: 'roc_auc', 'better-by': 0.1 }, sections).verdict).toBe('fail');
});

test('a number of a metrics file is said to have no interval in words, not by the code of the record', () => {
  const read = metric({ low: null, high: null, confidence: null, method: null, reason: 'metrics-file' });
  const { verdict, why } = resultOf(
    { metric: 'roc_auc', 'at-least': 0.8 },
    { evaluation: evaluation([read]) },
  );
  expect(verdict).toBe('inconclusive');
  expect(why).toBe(
    'its metrics file holds no interval; to compare bare numbers, add "evidence: point" to the rule',
  );
});

test('a metric without an interval settles nothing, unless bare numbers are asked for', () => {
  const bare = metric({ low: null, high: null, confidence: null, method: null, reason: 'one cluster' });
  const sections = { evaluation: evaluation([bare]) };
  const result = resultOf({ metric: 'roc_auc', 'at-least': 0.5 }, sections);
  expect(result.verdict).toBe('inconclusive');
  expect(result.why).toContain('one cluster');
  expect(result.why).toContain('evidence: point');
  expect(resultOf({ metric: 'roc_auc', 'at-least': 0.5, evidence: 'point' }, sections)).toMatchObject({
    verdict: 'pass',
    method: 'point',
    low: null,
    high: null,
  });
});

test('an undefined metric fails, and says why', () => {
  const constant = metric({ value: null, low: null, high: null, reason: 'one class only' });
  for (const evidence of ['interval', 'point'] as const) {
    const result = resultOf(
      { metric: 'roc_auc', 'at-least': 0, evidence },
      { evaluation: evaluation([constant]) },
    );
    expect(result).toMatchObject({ verdict: 'fail', counts: true });
    expect(result.why).toContain('one class only');
  }
});

test('resources of the run are held as bare numbers', () => {
  const sections = { training, artifact };
  const point = { evidence: 'point' as const };
  expect(resultOf({ metric: 'train.seconds', 'at-most': 40, ...point }, sections).verdict).toBe('pass');
  expect(resultOf({ metric: 'train.peak_memory_mb', 'at-most': 299, ...point }, sections).verdict).toBe(
    'fail',
  );
  expect(resultOf({ metric: 'model.bytes', 'at-most': 5000, ...point }, sections).verdict).toBe('pass');
  expect(() => resultOf({ metric: 'train.seconds', 'at-most': 41 }, sections)).toThrow(
    'train.seconds has no interval',
  );
  expect(resultOf({ metric: 'model.bytes', 'at-most': 9000, ...point }, { training })).toMatchObject({
    verdict: 'fail',
    why: 'model.bytes was not recorded',
  });
});

test('how many more rows would settle it', () => {
  const found = (low: number, high: number) => metric({ value: 0.875, low, high });
  const more = (rule: number, entry: Metric) =>
    resultOf({ metric: 'roc_auc', 'at-least': rule }, { evaluation: evaluation([entry]) })['more-rows'];
  // 0.0625 below the estimate, 0.03125 to the limit: 1000 (0.0625 / 0.03125)^2 = 4000, of which 1000 are there.
  expect(more(0.84375, found(0.8125, 0.9))).toBe(3000);
  // The upper side counts when the estimate breaks the limit: 1000 (0.03125 / 0.015625)^2 = 4000.
  expect(more(0.890625, found(0.5, 0.90625))).toBe(3000);
  // On the limit itself no number of rows settles it; nor is anything missing when it is settled.
  expect(more(0.875, found(0.8125, 0.9))).toBeNull();
  expect(more(0.8, found(0.8125, 0.9))).toBeNull();
  expect(more(0.84375, metric({ value: 0.875, low: 0.8125, high: 0.9, n: null }))).toBeNull();
});

test('classes at another threshold than the baseline’s are not compared, also not as bare numbers', () => {
  const none = { value: null, low: null, high: null, reason: 'different-threshold' };
  const found = (evidence: 'point' | 'interval') =>
    resultOf(
      { metric: 'roc_auc', 'no-worse-than': 0.1, evidence },
      {
        evaluation: evaluation([metric()]),
        comparisons: [comparison([change(0, 0, 0, none as never)], { paired: false })],
      },
    );
  for (const evidence of ['point', 'interval'] as const)
    expect(found(evidence)).toMatchObject({ verdict: 'inconclusive', code: 'different-threshold' });
});
