import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { loosened } from './loosened.ts';
import { evaluation, metric, policy, type RuleInput, record } from './testing/record.ts';

const floor: RuleInput = { metric: 'roc_auc', 'at-least': 0.85 };
const margin: RuleInput = { metric: 'roc_auc', 'no-worse-than': 0.005 };
const sliced: RuleInput = { ...margin, slices: ['a', 'b'] };
const kinds = (before: RuleInput[], now: RuleInput[]) =>
  loosened(policy(before), policy(now), '2026-11-21').map(({ kind }) => kind);

test.each<[string, RuleInput[], RuleInput[], string[]]>([
  ['a rule that is gone', [floor, margin], [margin], ['rule-removed']],
  ['a lower floor', [floor], [{ ...floor, 'at-least': 0.8 }], ['limit-loosened']],
  ['a higher floor', [floor], [{ ...floor, 'at-least': 0.9 }], []],
  [
    'a higher ceiling',
    [{ metric: 'brier', 'at-most': 0.2 }],
    [{ metric: 'brier', 'at-most': 0.3 }],
    ['limit-loosened'],
  ],
  ['a wider margin', [margin], [{ ...margin, 'no-worse-than': 0.01 }], ['margin-widened']],
  [
    'a smaller gain',
    [{ metric: 'f1', 'better-by': 0.1 }],
    [{ metric: 'f1', 'better-by': 0 }],
    ['limit-loosened'],
  ],
  ['an error that becomes a warning', [floor], [{ ...floor, severity: 'warn' }], ['severity-lowered']],
  ['a warning that becomes an error', [{ ...floor, severity: 'warn' }], [floor], []],
  ['bare numbers', [floor], [{ ...floor, evidence: 'point' }], ['evidence-weakened']],
  ['a slice fewer', [sliced], [{ ...margin, slices: ['a'] }], ['slice-dropped']],
  ['a slice more', [sliced], [{ ...margin, slices: ['a', 'b', 'c'] }], []],
  ['all slices', [sliced], [{ ...margin, slices: 'all' }], []],
  ['slices in place of all rows', [margin], [sliced], ['rule-removed']],
  ['a list in place of all', [{ ...margin, slices: 'all' }], [sliced], ['slice-dropped']],
  ['another baseline', [margin], [{ ...margin, against: 'trivial' }], ['rule-removed']],
  ['the default written out', [margin], [{ ...margin, against: 'base' }], []],
  [
    'a stricter rule beside a looser one',
    [floor],
    [
      { ...floor, 'at-least': 0.1 },
      { ...floor, 'at-least': 0.9 },
    ],
    [],
  ],
  ['another order', [floor, margin], [margin, floor], []],
  [
    'two changes of one rule',
    [floor],
    [{ ...floor, 'at-least': 0, severity: 'warn' }],
    ['limit-loosened', 'severity-lowered'],
  ],
])('%s', (_, before, now, expected) => {
  expect(kinds(before, now)).toEqual(expected);
});

const waiver = { metric: 'roc_auc', reason: 'issue 41', until: '2027-01-31' };

test.each([
  ['a waiver more', {}, { waivers: [waiver] }, ['waiver-added']],
  [
    'a longer one',
    { waivers: [waiver] },
    { waivers: [{ ...waiver, until: '2027-02-01' }] },
    ['waiver-lengthened'],
  ],
  ['one that has run out', {}, { waivers: [{ ...waiver, until: '2026-11-20' }] }, []],
  ['one that runs out today', {}, { waivers: [{ ...waiver, until: '2026-11-21' }] }, ['waiver-added']],
  ['a shorter one', { waivers: [waiver] }, { waivers: [{ ...waiver, until: '2026-12-31' }] }, []],
  ['of a slice of what was waived', { waivers: [waiver] }, { waivers: [{ ...waiver, slice: 'a' }] }, []],
  [
    'of all, where a slice was',
    { waivers: [{ ...waiver, slice: 'a' }] },
    { waivers: [waiver] },
    ['waiver-added'],
  ],
  [
    'inconclusive passes',
    { 'on-inconclusive': 'fail' as const },
    { 'on-inconclusive': 'warn' as const },
    ['inconclusive-loosened'],
  ],
  ['more looks', { 'test-set': { looks: 8 } }, { 'test-set': { looks: 9 } }, ['budget-raised']],
  ['no budget any more', { 'test-set': { looks: 8 } }, {}, ['budget-raised']],
  ['a first budget', {}, { 'test-set': { looks: 8 } }, []],
  ['any age', { 'stale-after': '30d' }, {}, ['stale-loosened']],
  ['a younger baseline', { 'stale-after': '30d' }, { 'stale-after': '48h' }, []],
])('%s', (_, before, now, expected) => {
  const found = loosened(policy([floor], before as never), policy([floor], now as never), '2026-11-21');
  expect(found.map(({ kind }) => kind)).toEqual(expected);
});

test('what nothing is told of can only have become stricter: whatever it passes, the policy before passed too', () => {
  const number = fc.constantFrom(0.7, 0.8, 0.9);
  const rule = fc.record({
    metric: fc.constantFrom('roc_auc', 'f1'),
    'at-least': number,
    severity: fc.constantFrom('error' as const, 'warn' as const),
    evidence: fc.constantFrom('interval' as const, 'point' as const),
    slices: fc.constantFrom<string[] | undefined>(undefined, ['a'], ['a', 'b']),
  });
  const rules = fc.array(
    rule.map(({ slices, ...rest }): RuleInput => (slices === undefined ? rest : { ...rest, slices })),
    { minLength: 1, maxLength: 3 },
  );
  let silent = 0;
  fc.assert(
    fc.property(rules, rules, fc.array(number, { minLength: 6, maxLength: 6 }), (before, now, values) => {
      const [old, next] = [policy(before), policy(now)];
      expect(loosened(old, old, '2026-11-21')).toEqual([]);
      if (loosened(old, next, '2026-11-21').length > 0) return;
      silent++;
      const parts = ['roc_auc', 'f1'].flatMap((name) =>
        [null, 'a', 'b'].map((slice) => ({ metric: name, slice })),
      );
      const metrics = parts.map((part, i) => {
        const value = values[i] ?? 0;
        return metric({ ...part, value, low: value - 0.05, high: value + 0.05 });
      });
      const run = record({ evaluation: evaluation(metrics) });
      const of = (given: typeof old) => judge(run, given, { today: '2026-11-21' }).outcome;
      // A policy of warnings alone passes nothing, whatever else stands in it.
      if (old.rules.some(({ severity }) => severity === 'error') && of(next) === 'pass')
        expect(of(old)).toBe('pass');
    }),
    { numRuns: 5000, seed: 11 },
  );
  expect(silent).toBeGreaterThan(100);
});
