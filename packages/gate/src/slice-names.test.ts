import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { change, comparison, evaluation, metric, policy, record } from './testing/record.ts';

const slices = ['payment_type=Cash', 'payment_type=Prcard', 'payment_type_code=1', 'night'];
const sections = {
  evaluation: evaluation([metric(), ...slices.map((slice) => metric({ slice }))], ['payment_type=Prcard']),
};
const heldOn = (rule: { slice?: string; slices?: 'all' | string[] }) =>
  judge(record(sections), policy([{ metric: 'roc_auc', 'at-least': 0.8, ...rule }]), {
    today: '2026-11-21',
  }).rules.map((result) => `${result.slice}: ${result.verdict}`);

test('without slices, all rows', () => {
  expect(heldOn({})).toEqual(['null: pass']);
});

test('"all" leaves small slices out', () => {
  expect(heldOn({ slices: 'all' })).toEqual([
    'payment_type=Cash: pass',
    'payment_type_code=1: pass',
    'night: pass',
  ]);
});

test('a column stands for each of its values, small ones too', () => {
  expect(heldOn({ slice: 'payment_type' })).toEqual(['payment_type=Cash: pass', 'payment_type=Prcard: pass']);
});

test('two columns stand for their crossing, and one does not', () => {
  const names = ['sex=f', 'sex=f and race=x', 'sex is null and race=x'];
  const evaluated = evaluation(names.map((slice) => metric({ slice })));
  const slices = evaluated.slices.map((each, i) => (i === 0 ? each : { ...each, of: 'sex, race' }));
  const held = (name: string) =>
    judge(
      record({ evaluation: { ...evaluated, slices } }),
      policy([{ metric: 'roc_auc', 'at-least': 0.8, slices: [name] }]),
      { today: '2026-11-21' },
    ).rules.map(({ slice }) => slice);
  expect(held('sex, race')).toEqual(names.slice(1));
  expect(held('sex')).toEqual(['sex=f']);
});

test('a slice that is named is held, however small, and once', () => {
  expect(heldOn({ slice: 'payment_type=Prcard' })).toEqual(['payment_type=Prcard: pass']);
  expect(heldOn({ slices: ['payment_type', 'payment_type=Prcard', 'night'] })).toEqual([
    'payment_type=Cash: pass',
    'payment_type=Prcard: pass',
    'night: pass',
  ]);
  expect(heldOn({ slices: ['night', 'day'] })).toEqual(['night: pass', 'day: fail']);
});

test('"all" leaves out slices whose labels alone leave the metric undefined, but not what the model left undefined', () => {
  const undefinedFor = (slice: string, reason: string) =>
    metric({ slice, value: null, low: null, high: null, reason });
  const given = evaluation([
    metric(),
    metric({ slice: 'night' }),
    undefinedFor('payment_type=No Charge', 'one-class'),
    undefinedFor('day', 'not-finite'),
  ]);
  const held = (slices: 'all' | string[]) =>
    judge(record({ evaluation: given }), policy([{ metric: 'roc_auc', 'at-least': 0.8, slices }]), {
      today: '2026-11-21',
    }).rules.map((result) => `${result.slice}: ${result.verdict}`);
  expect(held('all')).toEqual(['night: pass', 'day: fail']);
  expect(held(['payment_type=No Charge'])).toEqual(['payment_type=No Charge: fail']);
});

test('a slice that is named is held, whatever other slices begin like it', () => {
  // Values may hold "=": "g=a" is a slice, and "g=a=x" another.
  const given = evaluation([
    metric(),
    metric({ slice: 'g=a', value: 0.5, low: 0.4, high: 0.6 }),
    metric({ slice: 'g=a=x' }),
  ]);
  const judged = judge(
    record({ evaluation: given }),
    policy([{ metric: 'roc_auc', 'at-least': 0.8, slice: 'g=a' }]),
    { today: '2026-11-21' },
  );
  expect(judged.rules.map(({ slice, verdict }) => `${slice}: ${verdict}`)).toEqual(['g=a: fail']);
});

test('"all" against a baseline leaves out slices that it knew too few rows of, once the set has grown', () => {
  const named = (name: string, n: number) => change(0, -0.01, 0.01, { slice: name, n });
  const given = evaluation([
    metric(),
    metric({ slice: 'old' }),
    metric({ slice: 'new' }),
    metric({ slice: 'both' }),
  ]);
  const held = (guard: 'grown-evaluation-set' | null) =>
    judge(
      record({
        evaluation: given,
        comparisons: [comparison([change(0, -0.01, 0.01), named('old', 400), named('both', 12)], { guard })],
      }),
      policy([{ metric: 'roc_auc', against: 'base', 'no-worse-than': 0.1, slices: 'all' }]),
      { today: '2026-11-21' },
    ).rules.map((result) => `${result.slice}: ${result.verdict}`);
  expect(held('grown-evaluation-set')).toEqual(['old: pass']);
  expect(held(null)).toEqual(['old: pass', 'new: fail', 'both: pass']);
});
