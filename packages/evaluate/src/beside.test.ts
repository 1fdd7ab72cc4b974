import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wilson } from '@assay/stats';
import { describe, expect, test } from 'vitest';
import { compareWithBase } from './compare/with-base.ts';
import { asBase, csv, evaluateFile, folderAndEngine } from './testing/predictions.ts';

type Section = Parameters<typeof evaluateFile>[2];

/** Evaluates p.csv with other files beside it. */
async function evaluated(files: Record<string, string>, section: Partial<Section>) {
  const place = folderAndEngine();
  for (const [name, text] of Object.entries(files)) await writeFile(join(place.folder, name), text);
  return evaluateFile(place, 'p.csv', { task: 'binary', score: 'p', ...section });
}

const rows = (first: number, scores: readonly [label: number, score: number][]) =>
  csv(
    ['id', 'label', 'p'],
    scores.map(([label, score], i) => [first + i, label, score]),
  );

const judged = rows(0, [
  [1, 0.9],
  [1, 0.35],
  [0, 0.3],
  [0, 0.1],
]);

/** F1 is 1 from 0.4 on, and less elsewhere. */
const validation = rows(100, [
  [1, 0.8],
  [1, 0.4],
  [0, 0.35],
  [0, 0.2],
]);

describe('the threshold', () => {
  const metrics = ['f1', 'recall', { metric: 'f1', threshold: 0.2 }, 'roc_auc'];
  const values = async (section: Partial<Section>) => {
    const { evaluation } = await evaluated({ 'p.csv': judged, 'v.csv': validation }, { metrics, ...section });
    return [
      evaluation.threshold,
      Object.fromEntries(evaluation.metrics.map(({ metric, value }) => [metric, value])),
    ];
  };

  test('that is given holds for all metrics that name none', async () => {
    // At 0.32 both positives are found; at 0.2 one negative is, too: 4 / 5.
    expect(await values({ threshold: 0.32 })).toEqual([
      { value: 0.32, maximizes: null, on: null, set: null },
      { f1: 1, recall: 1, 'f1@0.2': 0.8, roc_auc: 1 },
    ]);
  });

  test('is that of the confusion matrix and of the flips, too', async () => {
    const place = folderAndEngine();
    const section = { task: 'binary' as const, id: 'id', score: 'p', threshold: 0.32 };
    await writeFile(join(place.folder, 'p.csv'), judged);
    // The second row falls under the threshold, and was under 0.5 before.
    await writeFile(join(place.folder, 'base.csv'), judged.replace('0.35', '0.31'));
    const base = await evaluateFile(place, 'base.csv', section);
    const candidate = await evaluateFile(place, 'p.csv', section);
    expect(candidate.evaluation.curves.confusion?.counts).toEqual([
      [2, 0],
      [0, 2],
    ]);
    const settings = { confidence: 0.95, replicates: 100, seed: 0 };
    const { flips } = await compareWithBase(candidate, await asBase(place, base, candidate), settings);
    expect(flips).toMatchObject({ gained: 1, lost: 0, n: 4 });
  });

  test('is chosen on another set, and told', async () => {
    // At 0.4 the positive of 0.35 is missed: 2 / 3.
    expect(await values({ threshold: { maximize: 'f1', on: 'v.csv' } })).toEqual([
      { value: 0.4, maximizes: 'f1', on: 'v.csv', set: expect.stringMatching(/^sha256:/) },
      { f1: expect.closeTo(2 / 3, 12), recall: 0.5, 'f1@0.2': 0.8, roc_auc: 1 },
    ]);
  });

  test.each<[string, Partial<Section>, string, string]>([
    [
      'on the set itself',
      { threshold: { maximize: 'f1', on: 'p.csv' } },
      'threshold-invalid',
      'which is the evaluation set itself',
    ],
    [
      'on some of its rows',
      { id: 'id', threshold: { maximize: 'f1', on: 'both.csv' } },
      'threshold-invalid',
      '1 rows of the evaluation set stand in both.csv',
    ],
    [
      'by a metric of scores',
      { threshold: { maximize: 'roc_auc', on: 'v.csv' } },
      'unknown-metric',
      'no threshold can be chosen by "roc_auc"',
    ],
    [
      'on rows of one class',
      { threshold: { maximize: 'recall', on: 'one.csv' } },
      'threshold-invalid',
      'one.csv gives no threshold by recall',
    ],
    [
      'of numbers',
      { task: 'regression', metrics: ['mae'], threshold: 0.5 },
      'threshold-invalid',
      'a regression task has no threshold',
    ],
  ])('is not chosen %s', async (_, section, code, message) => {
    const files = {
      'v.csv': validation,
      'both.csv': rows(3, [
        [1, 0.8],
        [0, 0.1],
      ]),
      'one.csv': rows(50, [[0, 0.8]]),
    };
    await expect(
      evaluated({ 'p.csv': judged, ...files }, { metrics: ['f1'], ...section }),
    ).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});

describe('the rows of training', () => {
  const many = (first: number, wrong: number) =>
    rows(
      first,
      Array.from({ length: 400 }, (_, i) => [i % 2, i % 10 < wrong ? 1 - (i % 2) : i % 2]),
    );

  test('show by an interval how much better a model is on what it has seen', async () => {
    const files = { 'p.csv': many(0, 3), 't.csv': many(1000, 1) };
    const { training } = await evaluated(files, {
      metrics: ['accuracy', 'f1'],
      training: 't.csv',
      threshold: 1,
    });
    expect(training).toMatchObject({ with: 'training', paired: false, guard: null });
    const [accuracy] = training?.metrics ?? [];
    expect(accuracy).toMatchObject({
      metric: 'accuracy',
      base: 0.9,
      candidate: 0.7,
      method: 'square-and-add',
    });
    expect(accuracy?.value).toBeCloseTo(-0.2, 12);
    // Newcombe's interval of two proportions is square-and-add of Wilson's.
    const [seen, unseen] = [wilson(360, 400, 0.95), wilson(280, 400, 0.95)];
    const low = -0.2 - Math.hypot(0.7 - (unseen.low ?? 0), (seen.high ?? 0) - 0.9);
    expect(accuracy?.low).toBeCloseTo(low, 12);
  });

  test('are others than those that are judged', async () => {
    await expect(
      evaluated({ 'p.csv': judged, 't.csv': judged }, { training: 't.csv' }),
    ).rejects.toMatchObject({
      code: 'training-is-evaluation',
    });
  });
});

test.each<[string, Partial<Section>]>([
  ['training', { training: 'other.csv' }],
  ['the choice of a threshold', { threshold: { maximize: 'f1', on: 'other.csv' } }],
])('a mistake in the predictions of %s names their file', async (_, section) => {
  const other = rows(100, [
    [1, 0.8],
    [0, Number.NaN],
  ]);
  await expect(evaluated({ 'p.csv': judged, 'other.csv': other }, section)).rejects.toMatchObject({
    code: 'value-missing',
    message: 'other.csv: row 2 of the predictions has no usable score in the column "p"',
  });
});

describe('tests of behaviour', () => {
  const header = ['capability', 'kind', 'prediction', 'original', 'expected', 'tolerance'];
  const rates = async (tests: (string | number)[][]) => {
    const { evaluation } = await evaluated(
      { 'p.csv': judged, 'b.csv': csv(header, tests) },
      { metrics: ['accuracy'], behaviour: 'b.csv' },
    );
    return evaluation.metrics.filter(({ metric }) => metric.startsWith('failure_rate:'));
  };

  test('by capability: the share that fails, with Wilson’s interval', async () => {
    const found = await rates([
      // Right by its text, right within the tolerance, wrong.
      ['names', 'minimum', 'positive', '', 'positive', ''],
      ['names', 'minimum', '0.7', '', '0.75', '0.1'],
      ['names', 'minimum', 'positive', '', 'negative', ''],
      // The same number written in another way; off by more than nothing.
      ['typos', 'invariance', '1.0', '1', '', ''],
      ['typos', 'invariance', '0.5', '0.6', '', ''],
      // It may stay, and may fall by the tolerance; not by more, nor rise where it should fall.
      ['prices', 'direction', '5', '5', 'up', ''],
      ['prices', 'direction', '4.9', '5', 'up', '0.2'],
      ['prices', 'direction', '4', '5', 'up', '0.2'],
      ['prices', 'direction', '6', '5', 'down', ''],
    ]);
    expect(found.map(({ metric, value, n }) => [metric, value, n])).toEqual([
      ['failure_rate:names', 1 / 3, 3],
      ['failure_rate:prices', 1 / 2, 4],
      ['failure_rate:typos', 1 / 2, 2],
    ]);
    expect(found[0]).toMatchObject({
      ...wilson(1, 3, 0.95),
      method: 'wilson',
      direction: 'lower',
      slice: null,
    });
  });

  test('names the first five that fail, by their id, else by their row', async () => {
    const failing = Array.from({ length: 7 }, (_, i) => [
      't',
      'minimum',
      '1',
      '',
      '0',
      '',
      i === 1 ? '' : `case ${i}`,
    ]);
    const tests = [
      ['t', 'minimum', '1', '', '1', '', 'right'],
      ['u', 'minimum', '1', '', '1', '', 'too'],
      ...failing,
    ];
    const behaviourOf = async (columns: number) => {
      const text = csv(
        [...header, 'id'].slice(0, columns),
        tests.map((row) => row.slice(0, columns)),
      );
      const { evaluation } = await evaluated({ 'p.csv': judged, 'b.csv': text }, { behaviour: 'b.csv' });
      return evaluation.behaviour;
    };
    expect(await behaviourOf(7)).toEqual([
      { capability: 't', n: 8, failures: 7, examples: ['case 0', 'row 4', 'case 2', 'case 3', 'case 4'] },
      { capability: 'u', n: 1, failures: 0, examples: [] },
    ]);
    expect((await behaviourOf(6))?.[0]?.examples).toEqual(['row 3', 'row 4', 'row 5', 'row 6', 'row 7']);
  });

  test.each([
    ['a kind that is none', ['x', 'minimal', '1', '', '1', '']],
    ['nothing to compare with', ['x', 'invariance', '1', '', '', '']],
    ['no direction', ['x', 'direction', '1', '1', 'left', '']],
    ['a text that has no direction', ['x', 'direction', 'a', 'b', 'up', '']],
    ['no capability', ['', 'minimum', '1', '', '1', '']],
    ['a tolerance below 0, which all tests would fail', ['x', 'minimum', '1', '', '1', '-1']],
    ['a tolerance without end, which none would', ['x', 'invariance', '1', '2', '', 'inf']],
    ['a tolerance that is no number', ['x', 'invariance', '1', '2', '', '5 %']],
  ])('%s is refused by its row', async (_, wrong) => {
    const right = ['names', 'minimum', 'positive', '', 'positive', ''];
    await expect(rates([right, wrong])).rejects.toMatchObject({
      code: 'behaviour-invalid',
      message: expect.stringContaining('row 2 of b.csv'),
    });
  });

  test('a prediction that is no number fails in both directions', async () => {
    const [found] = await rates([
      ['x', 'direction', 'NaN', '5', 'up', ''],
      ['x', 'direction', 'NaN', '5', 'down', ''],
    ]);
    expect(found).toMatchObject({ value: 1, n: 2 });
  });

  test('a file without tests is refused: nothing would fail in it', async () => {
    await expect(rates([])).rejects.toMatchObject({
      code: 'behaviour-invalid',
      message: 'b.csv has no tests',
    });
  });

  test('without a column', async () => {
    const files = { 'p.csv': judged, 'b.csv': 'capability,prediction\nx,1\n' };
    await expect(evaluated(files, { behaviour: 'b.csv' })).rejects.toMatchObject({
      code: 'behaviour-invalid',
      message: 'b.csv has no column "kind"',
      fix: expect.stringMatching(/^write a row for each test: capability, kind, prediction,/),
    });
  });
});
