import type { Loosening, Verdict } from '@assay/contract';
import { expect, test } from 'vitest';
import { passingRecord } from '../testing/index.ts';
import { footOf } from './foot.ts';
import { noticesOf } from './notices.ts';
import { waivedLines } from './rules.ts';
import { plain } from './spans.ts';

const now = new Date('2026-09-14T10:00:00Z');

function withVerdict(more: Partial<Verdict>) {
  const { verdict, ...record } = passingRecord();
  if (verdict === undefined) throw new Error('no verdict');
  return { ...record, verdict: { ...verdict, ...more } };
}

test('what is looser than the base’s policy comes before all else, and never without the base’s verdict', () => {
  const loosened: Loosening[] = Array.from({ length: 12 }, (_, i) => ({
    kind: 'rule-removed',
    what: `rule ${i}: removed`,
  }));
  const digest = `sha256:${'b'.repeat(64)}`;
  const lines = noticesOf(withVerdict({ 'base-policy': { digest, outcome: 'fail', loosened } })).map(plain);
  expect(lines[0]).toBe('this change loosens the policy: under the base’s rules the verdict is fail');
  expect(lines[1]).toBe('looser: rule 0: removed');
  expect(lines[11]).toBe('and 2 more');
  expect(noticesOf(withVerdict({ 'base-policy': { digest, outcome: 'fail', loosened: [] } }))).toEqual([]);
});

test.each([
  [{ used: 25, of: 32, answered: true }, [], 'look 25 of 32'],
  [
    { used: 26, of: 32, answered: true },
    ['26 of 32 looks at this evaluation set are used: replace it soon'],
    'look 26 of 32',
  ],
  [
    { used: 32, of: 32, answered: true },
    ['32 of 32 looks at this evaluation set are used: this was the last'],
    'look 32 of 32',
  ],
  [
    { used: 32, of: 32, answered: false },
    ['32 of 32 looks at this evaluation set are used: replace it'],
    undefined,
  ],
])('%j: from 80 %% on it is warned', (looks, notices, foot) => {
  const record = withVerdict({ looks });
  expect(noticesOf(record).map(plain)).toEqual(notices);
  const last = footOf(record, now).map(plain).at(-1) ?? '';
  expect(last.startsWith('look ')).toBe(foot !== undefined);
  if (foot !== undefined) expect(last).toBe(`${foot} at this evaluation set`);
});

test('waivers that waive nothing are shown too, with who answers for them', () => {
  const waiver = { metric: 'f1', slice: null, reason: 'issue 41', who: 'ada', until: '2026-09-01' };
  const lines = waivedLines(
    withVerdict({
      waivers: [
        { ...waiver, state: 'ran-out' },
        { ...waiver, who: null, slice: 'night', state: 'matches-no-rule' },
        { ...waiver, state: 'in-force' },
      ],
    }),
  );
  expect(lines.map(plain)).toEqual([
    'a waiver ran out on 2026-09-01 (ada): f1: issue 41',
    'a waiver matches no rule: f1, night: issue 41',
  ]);
});
