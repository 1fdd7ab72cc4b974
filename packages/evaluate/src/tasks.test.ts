import { describe, expect, test } from 'vitest';
import { compareWithBase } from './compare/with-base.ts';
import { compareWithTrivial } from './compare/with-trivial.ts';
import {
  asBase,
  csv,
  evaluateFile,
  evaluateText,
  folderAndEngine,
  writeQuery,
} from './testing/predictions.ts';

type Section = Parameters<typeof evaluateText>[1];

async function valuesOf(text: string, section: Section): Promise<Record<string, number | null>> {
  const { evaluation } = await evaluateText(text, section);
  return Object.fromEntries(evaluation.metrics.map(({ metric, value }) => [metric, value]));
}

/** Small files of each task, and what of their metrics arithmetic says. */
const files: Record<string, { text: string; section: Section; values: Record<string, number> }> = {
  multilabel: {
    text: csv(
      ['y_a', 'y_b', 'p_a', 'p_b'],
      [
        [1, 0, 0.9, 0.2],
        [1, 1, 0.4, 0.8],
        [false, true, 0.1, 0.7],
      ],
    ),
    section: {
      task: 'multilabel',
      label: { a: 'y_a', b: 'y_b' },
      // In another order than the labels: found by class.
      score: { b: 'p_b', a: 'p_a' },
      metrics: ['hamming_loss', 'recall:a', 'recall:b', 'f1_micro', 'recall:a@b'],
    },
    // One of six decisions is wrong: a of the second row. F1 of all: 2 * 3 / (2 * 3 + 1).
    values: { hamming_loss: 1 / 6, 'recall:a': 1 / 2, 'recall:b': 1, f1_micro: 6 / 7 },
  },
  quantile: {
    text: csv(
      ['label', 'lo', 'hi'],
      [
        [5, 4, 8],
        [9, 4, 8],
      ],
    ),
    section: {
      task: 'quantile',
      prediction: { '0.9': 'hi', '0.1': 'lo' },
      metrics: ['coverage', 'interval_width', 'pinball@0.9', 'interval_score', 'coverage@0.8'],
    },
    // Of level 0.9: 0.1 * 3 and 0.9 * 1. Of nominal 0.8 the score is 4, and 4 + 2 / 0.2 * 1.
    values: {
      coverage: 1 / 2,
      interval_width: 4,
      'pinball@0.9': 0.6,
      interval_score: 9,
      'coverage@0.8': 1 / 2,
    },
  },
  ranking: {
    text: csv(
      ['q', 'label', 'score'],
      [
        ['x', 0, 3],
        ['x', 2, 2],
        ['y', 1, 0.5],
        ['y', 0, 0.1],
      ],
    ),
    section: {
      task: 'ranking',
      query: 'q',
      score: 'score',
      metrics: ['mrr', 'hit_rate@1', 'ndcg@10', 'map'],
    },
    // First relevant at ranks 2 and 1; a gain of 2 at rank 2 of an ideal rank 1: 1 / log2(3).
    values: { mrr: 3 / 4, 'hit_rate@1': 1 / 2, 'ndcg@10': (1 + 1 / Math.log2(3)) / 2, map: 3 / 4 },
  },
  text: {
    text: csv(
      ['problem', 'label', 'said', 'ok'],
      [
        ['a', 'Paris', 'paris.', 1],
        ['a', 'Paris', '', 0],
        ['b', 'Rome', 'Rome', 1],
        ['b', 'Rome', 'It is Rome', 1],
      ],
    ),
    section: {
      task: 'text',
      query: 'problem',
      prediction: 'said',
      score: 'ok',
      metrics: ['exact_match', 'normalized_match', 'token_f1', 'pass_rate', 'pass@2'],
    },
    values: {
      exact_match: 1 / 4,
      normalized_match: 1 / 2,
      token_f1: (1 + 0 + 1 + 1 / 2) / 4,
      pass_rate: 3 / 4,
      'pass@2': 1,
    },
  },
  regression: {
    text: csv(
      ['label', 'p', 'naive'],
      [
        [10, 12, 4],
        [20, 17, 2],
      ],
    ),
    section: {
      task: 'regression',
      prediction: 'p',
      scale: 'naive',
      metrics: ['wape', 'mase', 'error_quantile@0.5'],
    },
    values: { wape: 5 / 30, mase: (2 / 4 + 3 / 2) / 2, 'error_quantile@0.5': 2 },
  },
};

test.each(Object.entries(files))('%s', async (_, { text, section, values }) => {
  const found = await valuesOf(text, section);
  for (const [metric, value] of Object.entries(values)) expect(found[metric], metric).toBeCloseTo(value, 12);
});

test('a class that has an @ in its name is a class', async () => {
  const { text, section } = files['multilabel'] ?? {};
  const found = await valuesOf(text ?? '', { ...section, task: 'multilabel' });
  expect(found['recall:a@b']).toBeNull();
});

describe('wrong columns', () => {
  const code = (section: Section) =>
    evaluateText('label,q,p\n1,a,0.5\n0,a,0.4\n', section).then(
      () => 'none',
      (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
    );

  test.each<[Section, string]>([
    [
      { task: 'ranking', score: 'p' },
      'columns-missing: nothing says which column holds the query that an item belongs to',
    ],
    [
      { task: 'ranking', query: 'q' },
      'columns-missing: nothing says which column holds the score that orders the items',
    ],
    [
      { task: 'ranking', query: 'q', score: 'p', prediction: 'p' },
      'columns-invalid: a ranking task has no prediction',
    ],
    [
      { task: 'quantile', prediction: 'p' },
      'columns-invalid: a quantile task has a prediction for each quantile',
    ],
    [{ task: 'quantile', prediction: { 1.5: 'p' } }, 'columns-invalid: "1.5" is no quantile between 0 and 1'],
    [
      { task: 'multilabel', score: { a: 'p' } },
      'columns-invalid: a multilabel task has a label for each class',
    ],
    [
      { task: 'multilabel', label: { a: 'label' }, score: { b: 'p' } },
      'class-without-column: the class "a" has no score column',
    ],
    [{ task: 'binary', label: { a: 'label' }, score: 'p' }, 'columns-invalid: a binary task has one label'],
    [
      { task: 'text' },
      'columns-missing: nothing says which column holds the generated text, or the score of a judge or test',
    ],
    [
      { task: 'ranking', query: 'q', score: 'p', weight: 'p' },
      'weight-differs: row 2 has another weight than other rows of its query',
    ],
    [{ task: 'binary', score: 'p', metrics: ['f1@3'] }, 'metric-invalid: "f1@3": 3 is no threshold'],
    [
      { task: 'ranking', query: 'q', score: 'p', metrics: ['ndcg@1.5'] },
      'metric-invalid: "ndcg@1.5": 1.5 is no k',
    ],
    [
      { task: 'ranking', query: 'q', score: 'p', metrics: ['ndcg@3', { metric: 'ndcg', k: 3 }] },
      'metric-repeated: the metric "ndcg@3" is asked for twice',
    ],
  ])('%j', async (section, message) => {
    expect(await code(section)).toBe(message);
  });
});

/** A base and a candidate of 60 rows, the base's with other scores. */
const pairs: [string, (noise: number) => string, Omit<Section, 'id'>][] = [
  [
    'multilabel',
    (noise) =>
      `SELECT i AS id, i % 2 AS a, i % 3 // 2 AS "B b", (i * ${7 + noise} % 11) / 11 AS pa, (i * 5 % 7) / 7 AS pb FROM range(60) r(i)`,
    {
      task: 'multilabel',
      label: { a: 'a', 'B b': 'B b' },
      score: { a: 'pa', 'B b': 'pb' },
      metrics: ['f1_micro', 'lrap'],
    },
  ],
  [
    'quantile',
    (noise) => `SELECT i AS id, i % 7 AS label, i % 5 - ${noise} AS lo, i % 5 + 3 AS hi FROM range(60) r(i)`,
    { task: 'quantile', prediction: { '0.1': 'lo', '0.9': 'hi' }, metrics: ['pinball', 'coverage'] },
  ],
  [
    'ranking',
    (noise) =>
      `SELECT i AS id, 'q' || i // 6 AS q, i % 4 // 3 AS label, i * ${7 + noise} % 13 AS p FROM range(60) r(i)`,
    { task: 'ranking', query: 'q', score: 'p', metrics: ['ndcg', 'mrr'] },
  ],
  [
    'text',
    (noise) => `SELECT i AS id, 'w' || i % 3 AS label, 'w' || i % ${3 + noise} AS said FROM range(60) r(i)`,
    { task: 'text', prediction: 'said', metrics: ['exact_match', 'token_f1'] },
  ],
];

describe.each(pairs)('%s', (_, sql, section) => {
  test('is paired with what was kept of the base, and compared with the trivial model', async () => {
    const place = folderAndEngine();
    await writeQuery(place, 'base.parquet', sql(1));
    await writeQuery(place, 'new.parquet', sql(0));
    const base = await evaluateFile(place, 'base.parquet', { ...section, task: section.task, id: 'id' });
    const candidate = await evaluateFile(place, 'new.parquet', { ...section, task: section.task, id: 'id' });
    const settings = { confidence: 0.95, replicates: 200, seed: 0 };
    const comparison = await compareWithBase(candidate, await asBase(place, base, candidate), settings);
    expect(comparison).toMatchObject({ paired: true, guard: null });
    const value = (of: typeof base, metric: string) =>
      of.evaluation.metrics.find((one) => one.metric === metric)?.value;
    for (const change of comparison.metrics) {
      expect(change.base, change.metric).toBe(value(base, change.metric));
      expect(change.candidate, change.metric).toBe(value(candidate, change.metric));
    }
    expect(comparison.metrics.some(({ value: change }) => change !== 0)).toBe(true);
    const [whole] = candidate.parts;
    const trivial = whole && (await compareWithTrivial(whole, candidate.metrics, settings));
    for (const { metric, base: known } of trivial?.metrics ?? []) expect(known, metric).not.toBeNull();
  });

  test('another label is another evaluation set', async () => {
    const place = folderAndEngine();
    const label = typeof section.label === 'object' ? '"B b"' : 'label';
    await writeQuery(place, 'a.parquet', sql(0));
    await writeQuery(place, 'b.parquet', `SELECT * FROM (${sql(0)}) ORDER BY id DESC`);
    const changed = `SELECT * REPLACE (CASE id WHEN 7 THEN (SELECT any_value(${label}) FROM (${sql(0)}) t WHERE t.${label} <> o.${label}) ELSE ${label} END AS ${label}) FROM (${sql(0)}) o`;
    await writeQuery(place, 'c.parquet', changed);
    const set = async (name: string) => (await evaluateFile(place, name, section)).evaluation.set;
    const withId = async (name: string) =>
      (await evaluateFile(place, name, { ...section, task: section.task, id: 'id' })).evaluation.set;
    expect(await withId('b.parquet')).toBe(await withId('a.parquet'));
    expect(await withId('c.parquet')).not.toBe(await withId('a.parquet'));
    // Without ids, the order counts.
    expect(await set('b.parquet')).not.toBe(await set('a.parquet'));
  });
});
