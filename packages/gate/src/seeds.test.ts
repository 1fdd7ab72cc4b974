import { expect, test } from 'vitest';
import { explain } from './explain.ts';
import { change, comparison, evaluation, metric, policy, type RuleInput, record } from './testing/record.ts';

type Ends = [low: number, high: number];

/** A change over rows, beside one over seeds, held to one rule. */
function heldTo(rule: RuleInput, rows: Ends, seeds: Ends, direction: 'higher' | 'lower' = 'higher') {
  const [low, high] = seeds;
  const found = change(0, ...rows, { direction, seeds: { value: 0, low, high, n: [3, 4] } });
  const sections = { evaluation: evaluation([metric({ direction })]), comparisons: [comparison([found])] };
  const { rules } = explain(record(sections), policy([rule]), { today: '2026-11-21' });
  const [only] = rules;
  if (only === undefined) throw new Error('no result');
  return only;
}

const margin: RuleInput = { metric: 'roc_auc', 'no-worse-than': 0.01 };

test.each([
  { rows: [-0.005, 0.005], seeds: [-0.008, 0.02], verdict: 'pass' },
  { rows: [-0.005, 0.005], seeds: [-0.02, 0.02], verdict: 'inconclusive' },
  { rows: [-0.02, 0.005], seeds: [-0.001, 0.001], verdict: 'inconclusive' },
  { rows: [-0.03, -0.02], seeds: [-0.04, -0.015], verdict: 'fail' },
  // Certain of these rows, and not of the training: the wider one stands.
  { rows: [-0.03, -0.02], seeds: [-0.05, 0.01], verdict: 'inconclusive' },
] as const)('rows $rows, seeds $seeds: $verdict', ({ rows, seeds, verdict }) => {
  expect(heldTo(margin, [...rows], [...seeds]).verdict).toBe(verdict);
  // For a loss it is the same turned round.
  const turned = ([low, high]: readonly [number, number]): Ends => [-high, -low];
  expect(heldTo(margin, turned(rows), turned(seeds), 'lower').verdict).toBe(verdict);
});

test('the result has both intervals, and the outer ends', () => {
  expect(heldTo(margin, [-0.005, 0.005], [-0.008, 0.02])).toMatchObject({
    low: -0.008,
    high: 0.02,
    method: 'delong, welch',
    intervals: { rows: [-0.005, 0.005], seeds: [-0.008, 0.02], n: [3, 4] },
  });
});

test('where only the seeds leave it open, no labels are asked for', () => {
  const open = heldTo(margin, [-0.005, 0.005], [-0.02, 0.02]);
  expect(open).toMatchObject({ 'more-rows': null, settle: null });
  expect(open.why).toContain('more seeds');
  expect(heldTo(margin, [-0.02, 0.005], [-0.001, 0.001])['more-rows']).toBeGreaterThan(0);
});
