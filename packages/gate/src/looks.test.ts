import type { RunRecord, TestSet } from '@assay/contract';
import { testSetSchema } from '@assay/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { lookOf, withLook } from './looks.ts';
import { evaluation, metric, policy, record, training } from './testing/record.ts';

const today = '2026-11-21';
const at = new Date('2026-11-21T12:00:00Z');
const digest = (of: string | number) => `sha256:${String(of).padStart(64, '0')}`;
const floor = [{ metric: 'roc_auc', 'at-least': 0.8 }];
const budget = (looks: number) => policy(floor, { 'test-set': { looks } as never });

/** A run whose predictions are these. */
function run(predictions: number): RunRecord {
  const of = { digest: digest(predictions), stored: true };
  return record({ evaluation: { ...evaluation([metric()]), predictions: of } });
}

/** Judges runs one after the other, each with what the ledger has by then. */
function submit(runs: readonly RunRecord[], looks: number): { outcomes: string[]; set: TestSet | undefined } {
  let testSet: TestSet | undefined;
  const outcomes = runs.map((each) => {
    const judged = { ...each, verdict: judge(each, budget(looks), { today, testSet }) };
    const found = lookOf(judged, at);
    if (found !== undefined) testSet = testSetSchema.parse(withLook(testSet, found.set, found.look));
    return judged.verdict.outcome;
  });
  return { outcomes, set: testSet };
}

test('the set answers as often as the policy allows, and then no more', () => {
  const { outcomes, set } = submit([1, 2, 3, 4, 5].map(run), 3);
  expect(outcomes).toEqual(['pass', 'pass', 'pass', 'inconclusive', 'inconclusive']);
  expect(set?.looks).toHaveLength(3);
});

test('past the budget no rule on the set tells what it would have been; what is no metric of it is told', () => {
  const { set } = submit([1, 2].map(run), 2);
  const seconds = { metric: 'train.seconds', 'at-most': 10, evidence: 'point' as const };
  const rules = policy([...floor, seconds], { 'test-set': { looks: 2 } as never });
  const verdict = judge({ ...run(3), training }, rules, { today, testSet: set });
  expect(verdict).toMatchObject({
    outcome: 'inconclusive',
    looks: { used: 2, of: 2, answered: false },
    rules: [{ verdict: 'inconclusive', 'more-rows': null }, { verdict: 'fail' }],
  });
});

test('what was answered once is answered again, for nothing; new predictions of the same commit are new', () => {
  const { outcomes, set } = submit([1, 2, 1, 1, 2].map(run), 2);
  expect(outcomes).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
  expect(set?.looks.map(({ about }) => about)).toEqual([digest(1), digest(2)]);
  // Fewer looks are allowed by now: the first keeps its answer, the second has none any more.
  const again = (predictions: number) => judge(run(predictions), budget(1), { today, testSet: set });
  expect(again(1)).toMatchObject({ outcome: 'pass', looks: { used: 1, of: 1, answered: true } });
  expect(again(2)).toMatchObject({ outcome: 'inconclusive', looks: { used: 2, of: 1, answered: false } });
});

test.each([
  ['unknown' as const, run(1), 'could not be read'],
  [undefined, record({ evaluation: { ...evaluation([metric()]), set: null } }), 'metrics of another tool'],
])('looks that nobody can count: inconclusive, and no look (%#)', (testSet, given, why) => {
  const verdict = judge(given, budget(3), { today, testSet });
  expect(verdict).toMatchObject({ outcome: 'inconclusive', why: expect.stringContaining(why) });
  expect(lookOf({ ...given, verdict }, at)).toBeUndefined();
});

test('a training that failed is told whatever is left; without a budget nobody counts', () => {
  const failed = { ...training, outcome: 'failed' as const };
  const verdict = judge({ ...run(1), training: failed }, budget(1), { today, testSet: 'unknown' });
  expect(verdict.outcome).toBe('fail');
  const free = judge(run(1), policy(floor), { today, testSet: undefined });
  expect(free).toMatchObject({ outcome: 'pass' });
  expect(lookOf({ ...run(1), verdict: free }, at)).toBeUndefined();
});

test('whatever is submitted, and how often, no more different predictions are answered than the budget', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 8 }),
      (submitted, looks) => {
        const { outcomes } = submit(submitted.map(run), looks);
        const answered = new Set(submitted.filter((_, i) => outcomes[i] === 'pass'));
        expect(answered.size).toBe(Math.min(looks, new Set(submitted).size));
      },
    ),
    { seed: 3 },
  );
});
