import type { Change, Metric } from '@assay/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import {
  change,
  comparison,
  dataReport,
  evaluation,
  metric,
  policy,
  record,
  training,
} from './testing/record.ts';

const names = fc.constantFrom('roc_auc', 'f1', 'log_loss');
const slices = fc.constantFrom(null, 's=a', 's=b', 'night');
const directions = fc.constantFrom('higher' as const, 'lower' as const, null);
const numbers = fc.option(fc.double({ min: -1, max: 1, noNaN: true }));
const triple = fc.tuple(numbers, numbers, numbers);

const metrics: fc.Arbitrary<Metric> = fc
  .record({ metric: names, slice: slices, direction: directions, at: triple })
  .map(({ at: [value, low, high], ...rest }) => metric({ ...rest, value, low, high }));
const changes: fc.Arbitrary<Change> = fc
  .record({ metric: names, slice: slices, direction: directions, at: triple })
  .map(({ at: [value, low, high], ...rest }) => change(0, 0, 0, { ...rest, value, low, high }));
const limit = fc.double({ min: 0, max: 1, noNaN: true });
const rules = fc
  .record({
    metric: fc.constantFrom('roc_auc', 'f1', 'log_loss', 'gone', 'train.seconds'),
    condition: fc.constantFrom('at-least', 'at-most', 'no-worse-than', 'better-by'),
    limit,
    against: fc.constantFrom('base' as const, 'trivial' as const),
    on: fc.constantFrom({}, { slice: 's' }, { slice: 'night' }, { slices: 'all' as const }),
    severity: fc.constantFrom('error' as const, 'warn' as const),
    evidence: fc.constantFrom('interval' as const, 'point' as const),
  })
  .map(({ condition, limit: number, against, on, ...rest }) => ({
    ...rest,
    ...(rest.metric === 'train.seconds' ? { evidence: 'point' as const } : {}),
    ...on,
    [condition]: number,
    ...(condition.startsWith('at-') ? {} : { against }),
  }));
const waivers = fc.record({
  metric: names,
  reason: fc.constant('why'),
  until: fc.constantFrom('2026-01-01', '2027-01-01'),
});
const guards = fc.constantFrom(null, 'no-baseline' as const, 'no-ids' as const);

test('a pass means that data and training went well, and that a rule counts and every one that counts passes', () => {
  let passes = 0;
  fc.assert(
    fc.property(
      fc.array(metrics, { maxLength: 6 }),
      fc.array(changes, { maxLength: 6 }),
      guards,
      fc.array(rules, { maxLength: 3 }),
      fc.array(waivers, { maxLength: 1 }),
      fc.option(fc.constantFrom('pass' as const, 'fail' as const, 'inconclusive' as const), {
        nil: undefined,
      }),
      fc.constantFrom('trained' as const, 'trained' as const, 'failed' as const),
      (found, compared, guard, wanted, waived, data, outcome) => {
        const run = record({
          evaluation: evaluation(found, ['s=b']),
          comparisons: [comparison(compared, { guard }), comparison(compared, { with: 'trivial' })],
          training: { ...training, outcome },
          ...(data ? { data: [dataReport(data)] } : {}),
        });
        const verdict = judge(run, policy(wanted, { waivers: waived }), { today: '2026-11-21' });
        const counting = verdict.rules.filter((rule) => rule.counts);
        const good =
          outcome === 'trained' &&
          data !== 'fail' &&
          counting.length > 0 &&
          counting.every((rule) => rule.verdict === 'pass');
        expect(verdict.outcome === 'pass').toBe(good);
        if (good) passes++;
        for (const rule of verdict.rules.filter((entry) => entry.why.startsWith('no '))) {
          expect(rule.verdict).not.toBe('pass');
        }
        expect(verdict.rules.length).toBeGreaterThanOrEqual(wanted.length);
      },
    ),
    { numRuns: 3000, seed: 41 },
  );
  // The property holds of nothing when nothing passes.
  expect(passes).toBeGreaterThan(20);
});
