import { type AssayYml, assayYmlSchema } from '@assay/contract';
import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { loosenedContract } from './loosened-contract.ts';
import { evaluation, metric, policy, type RuleInput, record } from './testing/record.ts';

const night = { name: 'night', where: 'hour >= 22' };
const sections = {
  predictions: 'p.csv',
  task: 'binary',
  label: 'tipped',
  score: 'p',
  slices: ['sex', ['sex', 'race'], night],
  metrics: ['f1', { metric: 'recall', threshold: 0.4 }, { name: 'cost', column: 'c', direction: 'lower' }],
};
const contract = (evaluate: object | undefined = {}, rest: object = {}): AssayYml =>
  assayYmlSchema.parse({
    assay: 1,
    model: 'taxi',
    ...(evaluate && { evaluate: { ...sections, ...evaluate } }),
    ...rest,
  });
const all: RuleInput[] = [
  { metric: 'f1', 'at-least': 0.5, slices: 'all' },
  { metric: 'recall@0.4', 'at-least': 0.5 },
  { metric: 'cost', 'at-most': 9 },
];
const told = (before: AssayYml, now: AssayYml, rules = all) =>
  loosenedContract(before, now, policy(rules).rules);
const kinds = (before: AssayYml, now: AssayYml, rules = all) =>
  told(before, now, rules).map(({ kind }) => kind);

test.each<[string, object, string[]]>([
  ['nothing', {}, []],
  ['other predictions', { predictions: 'q.csv' }, ['evaluation-changed']],
  ['another label', { label: 'y' }, ['evaluation-changed']],
  ['a weight', { weight: 'w' }, ['evaluation-changed']],
  ['another threshold', { threshold: 0.3 }, ['evaluation-changed']],
  ['other ends of intervals', { interval: 'bca' }, ['evaluation-changed']],
  ['another draw', { seed: 7 }, ['evaluation-changed']],
  ['behaviour that is tested', { behaviour: 'b.csv' }, ['evaluation-changed']],
  ['less confidence', { confidence: 0.9 }, ['confidence-lowered']],
  ['more confidence', { confidence: 0.99 }, []],
  ['fewer replicates', { replicates: 100 }, ['replicates-lowered']],
  ['more replicates', { replicates: 2000 }, []],
  ['a slice fewer', { slices: ['sex', night] }, ['slice-dropped']],
  ['a slice more, in another order', { slices: [night, 'race', ...sections.slices.slice(0, 2)] }, []],
  [
    'other rows under the same name',
    { slices: ['sex', ['sex', 'race'], { ...night, where: 'hour >= 23' }] },
    ['slice-dropped'],
  ],
  [
    'a metric at another threshold',
    { metrics: ['f1', { metric: 'recall' }, sections.metrics[2]] },
    ['metric-changed'],
  ],
  [
    'another definition of one of the user’s own',
    { metrics: ['f1', sections.metrics[1], { name: 'cost', column: 'd', direction: 'lower' }] },
    ['metric-changed'],
  ],
  ['a metric more', { metrics: ['brier', ...sections.metrics] }, []],
  ['a search', { 'search-slices': true }, []],
])('evaluate: %s', (_, now, expected) => {
  expect(kinds(contract(), contract(now))).toEqual(expected);
});

test.each<[string, RuleInput[], number]>([
  ['all slices', [{ metric: 'f1', 'at-least': 0.5, slices: 'all' }], 3],
  ['a value of a column', [{ metric: 'f1', 'at-least': 0.5, slice: 'sex=F' }], 1],
  ['a column and a predicate', [{ metric: 'f1', 'at-least': 0.5, slices: ['sex', 'night'] }], 2],
  ['a pair of a crossing', [{ metric: 'f1', 'at-least': 0.5, slice: 'sex=F and race=W' }], 2],
  ['a crossing', [{ metric: 'f1', 'at-least': 0.5, slice: 'sex, race' }], 1],
  ['no slice', [{ metric: 'f1', 'at-least': 0.5 }], 0],
])('slices that are gone are told where a rule names %s', (_, rules, count) => {
  expect(kinds(contract(), contract({ slices: [] }), rules)).toHaveLength(count);
});

test('metrics that no rule names, and a policy without rules, are not told of', () => {
  const now = contract({ metrics: [], label: 'y' });
  expect(kinds(contract(), now, [{ metric: 'brier', 'at-most': 0.2 }])).toEqual(['evaluation-changed']);
  expect(kinds(contract(), now, [])).toEqual([]);
});

test('the evaluation as a whole, seeds, and checks of data', () => {
  const train = (seeds?: number[]) => ({ train: { command: 'x', ...(seeds && { seeds }) } });
  const data = (more: object) => ({ data: { trips: { path: 'd.csv', ...more } } });
  const before = contract({}, { ...train([1, 2, 3]), ...data({ contract: 'c.yml', reference: 'r.csv' }) });
  const now = assayYmlSchema.parse({ assay: 1, model: 'taxi', ...train(), ...data({ contract: 'd.yml' }) });
  expect(told(before, now)).toEqual([
    { kind: 'evaluation-changed', what: 'evaluate: removed' },
    { kind: 'seeds-fewer', what: 'train.seeds: 3 became 1' },
    { kind: 'data-check-changed', what: 'data.trips.contract: "c.yml" became "d.yml"' },
    { kind: 'data-check-changed', what: 'data.trips.reference: "r.csv" became none' },
  ]);
  // What is asked for in addition is no loosening.
  expect(told(contract(), before)).toEqual([]);
});

test('under the same rules too, a verdict tells what they rest on now, and what the base’s rules say of it', () => {
  const rules = policy([{ metric: 'roc_auc', 'at-least': 0.85 }]);
  const run = record({ evaluation: evaluation([metric()]) });
  const known = { today: '2026-11-21', basePolicy: rules };
  expect(judge(run, rules, { ...known, contractLoosened: [] })).not.toHaveProperty('base-policy');
  const contractLoosened = [{ kind: 'seeds-fewer' as const, what: 'train.seeds: 3 became 1' }];
  expect(judge(run, rules, { ...known, contractLoosened })['base-policy']).toMatchObject({
    outcome: 'pass',
    loosened: contractLoosened,
  });
});
