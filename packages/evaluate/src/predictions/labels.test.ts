import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Samples } from '@assay/stats';
import { describe, expect, test } from 'vitest';
import { evaluateFile, evaluateText, folderAndEngine, writeQuery } from '../testing/predictions.ts';

const jsonl = (values: readonly unknown[], scores = [0.1, 0.9, 0.2, 0.8]) =>
  values.map((label, i) => `${JSON.stringify({ label, p: scores[i], id: i })}\n`).join('');

const dress: [string, string][] = [
  ['0 and 1 in CSV', 'label,p,id\n0,0.1,0\n1,0.9,1\n0,0.2,2\n1,0.8,3\n'],
  ['1.0 in CSV', 'label,p,id\n0.0,0.1,0\n1.0,0.9,1\n0.0,0.2,2\n1.0,0.8,3\n'],
  ['true in CSV', 'label,p,id\ntrue,0.1,0\nfalse,0.9,1\ntrue,0.2,2\nfalse,0.8,3\n'],
  ['True, as Python writes it', 'label,p,id\nFalse,0.1,0\nTrue,0.9,1\nFalse,0.2,2\nTrue,0.8,3\n'],
  ['TRUE, as R writes it', 'label,p,id\nFALSE,0.1,0\nTRUE,0.9,1\nFALSE,0.2,2\nTRUE,0.8,3\n'],
];

test.each(dress)('%s', async (_, text) => {
  const { predictions } = await evaluateText(text, { task: 'binary', score: 'p' });
  const inverted = text.includes('\ntrue,0.1');
  expect([...(predictions?.whole.sample.labels ?? [])]).toEqual(inverted ? [1, 0, 1, 0] : [0, 1, 0, 1]);
});

test.each([
  ['numbers', [0, 1, 0, 1]],
  ['fractions', [0.0, 1.0, 0.0, 1.0]],
  ['truth values', [false, true, false, true]],
  ['texts', ['0', '1', '0', '1']],
  ['texts of truth', ['false', 'True', 'FALSE', 'true']],
  ['a mixture', ['0', '1.0', 'false', 'TRUE']],
])('JSON Lines with %s', async (_, values) => {
  const { predictions } = await evaluateText(jsonl(values), { task: 'binary', score: 'p' }, 'p.jsonl');
  expect([...(predictions?.whole.sample.labels ?? [])]).toEqual([0, 1, 0, 1]);
});

test('every numeric type of Parquet', async () => {
  const place = folderAndEngine();
  for (const type of [
    'TINYINT',
    'BIGINT',
    'HUGEINT',
    'FLOAT',
    'DOUBLE',
    'DECIMAL(4,2)',
    'BOOLEAN',
    'VARCHAR',
  ]) {
    await writeQuery(
      place,
      'p.parquet',
      `SELECT CAST(i % 2 AS ${type}) AS label, 0.5 AS p FROM range(4) r(i)`,
    );
    const { predictions } = await evaluateFile(place, 'p.parquet', { task: 'binary', prediction: 'label' });
    expect([...(predictions?.whole.sample.labels ?? [])], type).toEqual([0, 1, 0, 1]);
    const classes = await evaluateFile(place, 'p.parquet', { task: 'multiclass', prediction: 'label' });
    const names = type === 'BOOLEAN' ? ['false', 'true'] : ['0', '1'];
    expect(classes.evaluation.curves.confusion?.classes, type).toEqual(names);
  }
});

test.each(['yes', '2', 'constructor', '__proto__', '-1', '0.5'])(
  '%j is no binary label, and the message shows it',
  async (label) => {
    const text = jsonl(['0', label, '1', '0']);
    await expect(evaluateText(text, { task: 'binary', score: 'p' }, 'p.jsonl')).rejects.toMatchObject({
      code: 'label-not-binary',
      message: expect.stringContaining(`"${label}"`),
      fix: expect.stringContaining('task: multiclass'),
    });
  },
);

test('at most five strange labels are shown', async () => {
  const text = `label,p\n${Array.from({ length: 50 }, (_, i) => `class ${i},0.5\n`).join('')}`;
  const error = await evaluateText(text, { task: 'binary', score: 'p' }).catch((cause) => cause);
  expect(error.message.match(/class \d+/g)).toHaveLength(5);
});

test.each([
  ['a missing label', '1,0.5,1\n,0.5,1\n', 'label in the column "label"'],
  ['a missing score', '1,0.5,1\n0,,1\n', 'score in the column "p"'],
  ['a score that is NaN', '1,0.5,1\n0,NaN,1\n', 'score in the column "p"'],
  ['an infinite score', '1,0.5,1\n0,-inf,1\n', 'score in the column "p"'],
  ['a score that is a text', '1,0.5,1\n0,high,1\n', 'score in the column "p"'],
  ['a missing weight', '1,0.5,1\n0,0.5,\n', 'weight'],
])('%s names the row', async (_, rows, role) => {
  await expect(
    evaluateText(`label,p,w\n${rows}`, { task: 'binary', score: 'p', weight: 'w' }),
  ).rejects.toMatchObject({
    code: 'value-missing',
    message: expect.stringMatching(`row 2 .* ${role}$`),
    fix: expect.stringContaining(`needs its ${role}, `),
  });
});

test('a negative weight names the row', async () => {
  await expect(
    evaluateText('label,p,w\n1,0.5,1\n0,0.5,-1\n', { task: 'binary', score: 'p', weight: 'w' }),
  ).rejects.toMatchObject({ code: 'weight-negative', message: expect.stringContaining('row 2 ') });
});

test('regression: a label that is no number names the row', async () => {
  await expect(
    evaluateText('label,y\n1,1\nmany,1\n', { task: 'regression', prediction: 'y' }),
  ).rejects.toMatchObject({ code: 'value-missing', message: expect.stringContaining('row 2 ') });
});

test('multiclass: a class that no score column is for', async () => {
  await expect(
    evaluateText('label,a,b\na,0.6,0.4\nc,0.5,0.5\n', { task: 'multiclass', score: { a: 'a', b: 'b' } }),
  ).rejects.toMatchObject({ code: 'class-without-score', message: expect.stringContaining('"c"') });
});

test('multiclass: numbers that are classes meet the names that the contract gives them', async () => {
  const place = folderAndEngine();
  await writeFile(join(place.folder, 'p.csv'), 'label,a,b\n1.0,0.6,0.4\n2.0,0.3,0.7\n');
  const section = { task: 'multiclass', score: { '1': 'a', '2': 'b' } } as const;
  const { evaluation } = await evaluateFile(place, 'p.csv', section);
  expect(evaluation.metrics[0]).toMatchObject({ metric: 'accuracy', value: 1 });
});

/** Few classes come from the engine as codes, many as texts. */
describe.each([
  ['few', 3],
  ['many', 120],
])('multiclass: %s classes', (_, classes) => {
  const names = Array.from({ length: classes }, (_, i) => `c${i}`);
  const rows = (...more: string[]) =>
    `label,prediction\n${[...names.map((name) => `${name},${name}`), ...more].join('\n')}\n`;
  const section = { task: 'multiclass', prediction: 'prediction' } as const;
  const sampleOf = async (text: string) =>
    (await evaluateText(text, section)).predictions?.whole.sample as Samples['multiclass'];

  test('are in the order of their names, and one that only a prediction has is one too', async () => {
    const sample = await sampleOf(rows('c1,x', 'c0,c0'));
    expect(sample.classes).toEqual([...names, 'x'].sort());
    const told = (codes: Iterable<number> | undefined) =>
      [...(codes ?? [])].map((code) => sample.classes[code]);
    expect(told(sample.labels)).toEqual([...names, 'c1', 'c0']);
    expect(told(sample.predictions)).toEqual([...names, 'x', 'c0']);
  });

  test.each([
    ['label', ',c0'],
    ['prediction', 'c0,'],
  ])('a %s that is missing names the row', async (role, row) => {
    await expect(evaluateText(rows(row), section)).rejects.toMatchObject({
      code: 'value-missing',
      message: `row ${classes + 1} of the predictions has no usable ${role}`,
    });
  });

  test('1 and 1.0 are one', async () => {
    const sample = await sampleOf(rows('1,1.0', '1.0,1.0'));
    expect(sample.classes).toEqual([...names, '1'].sort());
    expect([...sample.labels.slice(-2), ...(sample.predictions?.slice(-2) ?? [])]).toEqual([0, 0, 0, 0]);
  });
});

test('ids are each of one row', async () => {
  const repeated = 'id,label,p\na,1,0.5\nb,0,0.5\na,0,0.5\n';
  await expect(evaluateText(repeated, { task: 'binary', score: 'p', id: 'id' })).rejects.toMatchObject({
    code: 'ids-not-unique',
    message: expect.stringContaining('row 3'),
  });
  await expect(
    evaluateText('id,label,p\na,1,0.5\n,0,0.5\n', { task: 'binary', score: 'p', id: 'id' }),
  ).rejects.toMatchObject({ code: 'value-missing', message: expect.stringMatching('row 2 .* id$') });
  const hostile = jsonl([0, 1, 0, 1]).replace('"id":0', '"id":"__proto__"');
  const { evaluation } = await evaluateText(hostile, { task: 'binary', score: 'p', id: 'id' }, 'p.jsonl');
  expect(evaluation.paired).toBe(true);
});
