import type { Explanation } from '@assay/contract';
import { expect, test } from 'vitest';
import { explanationInWords } from './explanation.ts';

const worse: Explanation = {
  rule: 'roc_auc no worse than 0.005 against base',
  metric: 'roc_auc',
  slice: null,
  severity: 'error',
  verdict: 'fail',
  against: 'base',
  value: 0.8871,
  baseline: 0.9012,
  change: -0.0141,
  low: -0.0178,
  high: -0.0104,
  limit: 0.005,
  method: 'bootstrap',
  n: 4812,
  'more-rows': null,
  counts: true,
  why: 'the whole interval breaks the limit',
  waived: null,
  condition: 'no-worse-than',
  evidence: 'interval',
  bound: { sense: 'at-least', number: -0.005 },
  confidence: 0.95,
  reason: null,
  correction: null,
  settle: null,
};
const words = (more: Partial<Explanation> = {}) => explanationInWords({ ...worse, ...more });

test('a change that is too bad, step by step', () => {
  expect(words()).toEqual([
    'change 0.8871 − 0.9012 = −0.0141, 95 % interval [−0.0178, −0.0104] (bootstrap, 4,812 rows)',
    'the change must be ≥ −0.0050 (higher is better, no-worse-than)',
    'passes where even the worse end keeps that: −0.0178 ≥ −0.0050: no',
    'fails where even the better end breaks it: −0.0104 < −0.0050: yes',
  ]);
});

test('a ceiling is broken by its lower end, and an open rule says what would settle it', () => {
  const open = words({
    ...{
      against: null,
      baseline: null,
      change: null,
      value: 0.41,
      low: 0.39,
      high: 0.43,
      verdict: 'inconclusive',
    },
    bound: { sense: 'at-most', number: 0.42 },
    condition: 'at-most',
    settle: { n: 1000, reach: 0.02, gap: 0.01, rows: 4000 },
  });
  expect(open).toEqual([
    'value 0.4100, 95 % interval [0.3900, 0.4300] (bootstrap, 4,812 rows)',
    'the value must be ≤ 0.4200',
    'passes where even the worse end keeps that: 0.4300 ≤ 0.4200: no',
    'fails where even the better end breaks it: 0.3900 > 0.4200: no',
    'settled at the present estimate with about 1,000 × (0.0200 / 0.0100)² = 4,000 rows: 3,000 more',
  ]);
});

test('of many slices: what it is before correction, and what it needs to be after', () => {
  const correction = { p: 0.02, corrected: 0.06, tests: 3, level: 0.025 };
  expect(words({ verdict: 'inconclusive', code: 'not-after-correction', correction })).toContain(
    'one of 3 slices, of which some look bad by chance: to fail it needs p ≤ 0.025, one-sided after Holm’s correction: 0.02 alone, 0.06 corrected: no',
  );
});

test('a slice that breaks nothing alone is told nothing of the correction', () => {
  const correction = { p: 0.4, corrected: 1, tests: 3, level: 0.025 };
  expect(words({ verdict: 'pass', correction }).join()).not.toContain('Holm');
  expect(words({ verdict: 'inconclusive', correction }).join()).not.toContain('Holm');
  expect(words({ verdict: 'inconclusive', code: 'not-after-correction', correction }).join()).toContain(
    'Holm',
  );
});

test('what rounding leaves of a trivial model is zero', () => {
  expect(words({ against: 'trivial', baseline: 2.2e-16, value: 0.9, change: 0.9 })[0]).toContain(
    '0.9000 − 0.0000',
  );
});

test.each([
  [{ bound: null, why: 'no metric "x" in this evaluation' }, 'no metric "x" in this evaluation'],
  [{ value: null, change: null, reason: 'one-class' }, 'roc_auc is undefined: rows of one class only'],
  [
    { low: null, high: null },
    'neither passes nor fails: bare numbers are compared only with "evidence: point"',
  ],
  [{ evidence: 'point', low: null, high: null }, 'passes by the bare number: −0.0141 ≥ −0.0050: no'],
  [{ counts: false, severity: 'warn' }, 'does not count: a warning'],
  [
    { counts: false, waived: { reason: 'issue 41', until: '2027-01-31' } },
    'does not count: waived until 2027-01-31: issue 41',
  ],
  [
    { counts: false, verdict: 'inconclusive', bound: null },
    'does not count: a first run has nothing to compare with',
  ],
] satisfies [Partial<Explanation>, string][])('%j: %s', (more, said) => {
  expect(words(more)).toContain(said);
});

test('with seeds, both intervals stand beside what counts', () => {
  const intervals = {
    rows: [-0.0178, -0.0104] as [number, number],
    seeds: [-0.03, 0.002] as [number, number],
    n: [3, 4] as [number, number],
  };
  expect(words({ intervals, low: -0.03, high: 0.002, method: 'bootstrap, welch' }).slice(0, 2)).toEqual([
    'change 0.8871 − 0.9012 = −0.0141, 95 % interval [−0.0300, 0.0020] (bootstrap, welch, 4,812 rows)',
    'over rows [−0.0178, −0.0104], over 3 and 4 seeds [−0.0300, 0.0020] (Welch): of both the outer ends count',
  ]);
});

test('of an approximate interval it is said that it is one; a bare number has none', () => {
  const said =
    'the interval is approximate: it need not hold the true value as often as it says (docs/coverage.md)';
  expect(words()).not.toContain(said);
  expect(words({ approximate: true })).toContain(said);
  expect(words({ approximate: true, evidence: 'point' })).not.toContain(said);
});
