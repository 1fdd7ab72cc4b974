import { expect, test } from 'vitest';
import { project } from './testing/project.ts';

const rows = (...lines: readonly (readonly (string | number)[])[]) =>
  `${lines.map((line) => line.join(',')).join('\n')}\n`;
const header = ['id', 'label', 'score', 'weight'];

/** What a rule comes to on these predictions. */
async function held(lines: readonly (readonly (string | number)[])[], rule: string, columns = '') {
  const { run, record } = await project({
    'p.csv': rows(header, ...lines),
    'assay.yml': `assay: 1\nmodel: m1\nevaluate: {predictions: p.csv, task: binary, id: id, label: label, score: score${columns}, metrics: [roc_auc, accuracy, recall]}\ngate: {rules: [${rule}]}\n`,
  });
  await run('evaluate');
  await run('gate');
  const [first] = record().verdict?.rules ?? [];
  return { verdict: first?.verdict, code: first?.code, why: first?.why };
}

const many = (score: (i: number) => number | string, label = (i: number) => i % 2) =>
  Array.from({ length: 60 }, (_, i) => [i, label(i), score(i), 1]);
const spread = (i: number) => i / 60;
const floor = '{metric: roc_auc, at-least: 0.45}';

// Of 60 rows none of these is enough to say that a model is better than chance, however sure its figures look.
test.each([
  ['one class', many(spread, () => 1), floor, 'fail', 'rows of one class only'],
  ['no positive row', many(spread, () => 0), '{metric: recall, at-least: 0.1}', 'fail', 'no positive rows'],
  ['one row', [[1, 1, 0.5, 1]], floor, 'fail', 'rows of one class only'],
  [
    'one row that is right',
    [[1, 1, 0.9, 1]],
    '{metric: accuracy, at-least: 0.5}',
    'inconclusive',
    'reaches over',
  ],
  ['constant scores', many(() => 0.5), floor, 'inconclusive', 'reaches over'],
  ['ties everywhere', many((i) => (i % 4 < 2 ? 0.2 : 0.8)), floor, 'inconclusive', 'reaches over'],
  ['perfect scores', many((i) => i % 2), '{metric: roc_auc, at-least: 0.95}', 'inconclusive', 'reaches over'],
] as const)('%s', async (_, lines, rule, verdict, why) => {
  const found = await held(lines, rule);
  expect(found).toMatchObject({ verdict, why: expect.stringContaining(why) });
  expect(found.code).toBe(verdict === 'fail' ? 'undefined' : undefined);
});

test('weights of zero weigh nothing', async () => {
  const weightless = many(spread).map(([id = '', label = '', score = '']) => [id, label, score, 0]);
  const found = await held(weightless, floor, ', weight: weight');
  expect(found).toMatchObject({
    verdict: 'fail',
    code: 'undefined',
    why: expect.stringContaining('no weight'),
  });
});

test.each([
  ['no row', [], 'no-rows'],
  ['a score that is no number', many((i) => (i === 3 ? 'NaN' : spread(i))), 'value-missing'],
])('%s is refused before anything is judged', async (_, lines, code) => {
  await expect(held(lines, floor)).rejects.toMatchObject({ code });
});
