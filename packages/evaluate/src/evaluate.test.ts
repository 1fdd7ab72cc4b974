import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { metricIntervals } from '@assay/stats';
import { expect, test } from 'vitest';
import { csv, evaluateFile, evaluateText, folderAndEngine, writeQuery } from './testing/predictions.ts';

const scored = csv(
  ['label', 'p', 'hat'],
  [
    [1, 0.9, 1],
    [0, 0.2, 0],
    [1, 0.4, 0],
    [0, 0.6, 1],
    [1, 0.8, 1],
  ],
);

function valuesOf({ evaluation }: Awaited<ReturnType<typeof evaluateText>>) {
  return Object.fromEntries(evaluation.metrics.map(({ metric, value }) => [metric, value]));
}

test('binary: the usual metrics, by hand', async () => {
  const candidate = await evaluateText(scored, { task: 'binary', score: 'p' });
  // Pairs of a positive and a negative: .9 and .8 lie above both, .4 above .2 only: 5 of 6. At 0.5: 2 of 3 positives,
  // 1 of 2 negatives, so precision = recall = F1 = 2/3, accuracy 3/5.
  const values = valuesOf(candidate);
  expect(Object.keys(values)).toEqual(['roc_auc', 'average_precision', 'log_loss', 'accuracy', 'f1']);
  expect(values['roc_auc']).toBeCloseTo(5 / 6, 12);
  expect(values['accuracy']).toBeCloseTo(3 / 5, 12);
  expect(values['f1']).toBeCloseTo(2 / 3, 12);
  const truth = [0.9, 0.8, 0.4, 0.4, 0.8]; // the probability given to the true class
  expect(values['log_loss']).toBeCloseTo(-truth.reduce((sum, p) => sum + Math.log(p), 0) / 5, 12);
  expect(candidate.evaluation).toMatchObject({ task: 'binary', rows: 5, paired: false, slices: [] });
  const predicted = valuesOf(await evaluateText(scored, { task: 'binary', prediction: 'hat' }));
  expect(Object.keys(predicted)).toEqual(['accuracy', 'precision', 'recall', 'f1']);
  expect(predicted['precision']).toBeCloseTo(2 / 3, 12);
});

test('multiclass, with and without scores', async () => {
  const text = csv(
    ['label', 'a', 'b', 'c', 'hat'],
    [
      ['a', 0.7, 0.2, 0.1, 'a'],
      ['b', 0.5, 0.3, 0.2, 'a'],
      ['c', 0.1, 0.1, 0.8, 'c'],
      ['b', 0.1, 0.8, 0.1, 'b'],
    ],
  );
  const withScores = await evaluateText(text, { task: 'multiclass', score: { c: 'c', a: 'a', b: 'b' } });
  const values = valuesOf(withScores);
  expect(Object.keys(values)).toEqual(['accuracy', 'f1_macro', 'log_loss', 'roc_auc_ovr_macro']);
  expect(values['accuracy']).toBe(0.75);
  // F1: a 2/3, b 2/3, c 1
  expect(values['f1_macro']).toBeCloseTo(7 / 9, 12);
  expect(values['log_loss']).toBeCloseTo(-(2 * Math.log(0.8) + Math.log(0.7) + Math.log(0.3)) / 4, 12);
  expect(withScores.evaluation.curves.confusion).toEqual({
    classes: ['c', 'a', 'b'],
    counts: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 1],
    ],
  });
  const plain = valuesOf(await evaluateText(text, { task: 'multiclass', prediction: 'hat' }));
  expect(plain['f1_macro']).toBeCloseTo(7 / 9, 12);
});

test('regression, with weights, groups and residuals', async () => {
  const text = csv(
    ['label', 'y', 'w', 'g'],
    [
      [1, 2, 1, 'a'],
      [2, 2, 1, 'a'],
      [3, 1, 2, 'b'],
      [4, 4, 0, 'c'],
    ],
  );
  const plain = await evaluateText(text, { task: 'regression', prediction: 'y' });
  // errors -1 0 2 0
  expect(valuesOf(plain)['rmse']).toBeCloseTo(Math.sqrt(5 / 4), 12);
  expect(valuesOf(plain)['mae']).toBeCloseTo(3 / 4, 12);
  // The least residual that a share of the rows does not exceed.
  expect(plain.evaluation.curves.residuals?.map(({ value }) => value)).toEqual([-1, -1, -1, 0, 0, 2, 2]);
  const weighted = await evaluateText(text, { task: 'regression', prediction: 'y', weight: 'w', group: 'g' });
  // (1·1 + 1·0 + 2·2) / 4
  expect(valuesOf(weighted)['mae']).toBeCloseTo(5 / 4, 12);
  // Half of the weight is on 2, and none on the last row.
  expect(weighted.evaluation.curves.residuals?.map(({ value }) => value)).toEqual([-1, -1, -1, 0, 2, 2, 2]);
  expect(valuesOf(await evaluateText(text, { task: 'regression', score: 'y' }))).toEqual(valuesOf(plain));
});

test('intervals are those of the statistics on the same rows, by slice too', async () => {
  const place = folderAndEngine();
  const rows =
    'SELECT (i * 7919 % 100) / 100 AS p, CAST(i * 7919 % 100 + i * 31 % 50 > 70 AS INT) AS label, i % 2 AS s';
  await writeQuery(place, 'p.parquet', `${rows} FROM range(400) r(i)`);
  const { evaluation } = await evaluateFile(place, 'p.parquet', {
    task: 'binary',
    score: 'p',
    metrics: ['roc_auc', { metric: 'f1', threshold: 0.3 }],
    slices: ['s'],
    seed: 5,
    confidence: 0.9,
  });
  expect(evaluation.metrics.map(({ metric, slice }) => `${metric} ${slice}`)).toEqual([
    'roc_auc null',
    'f1@0.3 null',
    'roc_auc s=0',
    'f1@0.3 s=0',
    'roc_auc s=1',
    'f1@0.3 s=1',
  ]);
  const odd = Array.from({ length: 400 }, (_, i) => i).filter((i) => i % 2 === 1);
  const sample = {
    labels: Uint8Array.from(odd, (i) => (((i * 7919) % 100) + ((i * 31) % 50) > 70 ? 1 : 0)),
    scores: Float64Array.from(odd, (i) => ((i * 7919) % 100) / 100),
  };
  const specs = [{ metric: 'roc_auc' }, { metric: 'f1', threshold: 0.3 }];
  const expected = metricIntervals('binary', sample, specs, { confidence: 0.9, replicates: 200, seed: 5 });
  expect(evaluation.metrics.slice(4)).toMatchObject(
    expected.map(({ value, low, high, method }) => ({ value, low, high, method, n: 200, confidence: 0.9 })),
  );
});

test('clusters are resampled whole, in a slice too', async () => {
  const place = folderAndEngine();
  const rows =
    "SELECT i % 7 / 7 AS y, i % 5 / 5 AS label, 'g' || (i // 10) AS g, i % 2 AS s FROM range(200) r(i)";
  await writeQuery(place, 'p.parquet', rows);
  const section = {
    task: 'regression' as const,
    prediction: 'y',
    metrics: ['mae'],
    slices: ['s'],
    group: 'g',
  };
  const { evaluation } = await evaluateFile(place, 'p.parquet', section);
  const odd = Array.from({ length: 100 }, (_, i) => 2 * i + 1);
  const sample = {
    labels: Float64Array.from(odd, (i) => (i % 5) / 5),
    predictions: Float64Array.from(odd, (i) => (i % 7) / 7),
  };
  const group = Int32Array.from(odd, (i) => Math.floor(i / 10));
  const options = { replicates: 200, seed: 0, group };
  const [expected] = metricIntervals('regression', sample, [{ metric: 'mae' }], options);
  const found = evaluation.metrics.find(({ slice }) => slice === 's=1');
  expect(found).toMatchObject({ low: expected?.low, high: expected?.high, method: expected?.method });
});

test('curves: ends of ROC, calibration of probabilities only', async () => {
  const { curves } = (await evaluateText(scored, { task: 'binary', score: 'p' })).evaluation;
  expect(curves.roc?.at(0)).toEqual([0, 0]);
  expect(curves.roc?.at(-1)).toEqual([1, 1]);
  expect(curves['precision-recall']?.length).toBeGreaterThan(2);
  expect(curves.calibration?.reduce((sum, bin) => sum + bin.n, 0)).toBe(5);
  expect(curves.confusion?.counts).toEqual([
    [1, 1],
    [1, 2],
  ]);
  const margins = await evaluateText(scored.replaceAll('0.9', '9'), { task: 'binary', score: 'p' });
  expect(Object.keys(margins.evaluation.curves)).toEqual(['roc', 'precision-recall', 'gain']);
});

test('scores that are no probabilities decide nothing without a threshold of their own', async () => {
  const percent = scored.replaceAll('0.', '').replaceAll('p', 'percent');
  const request = { task: 'binary' as const, score: 'percent', metrics: ['roc_auc', 'f1'] };
  const { metrics } = (await evaluateText(percent, request)).evaluation;
  expect(metrics).toMatchObject([
    { metric: 'roc_auc', value: expect.closeTo(5 / 6, 12) },
    { metric: 'f1', value: null, low: null, reason: 'not-probabilities' },
  ]);
  // At least 1 are all five: precision 3/5, recall 1.
  const named = (await evaluateText(percent, { ...request, threshold: 1 })).evaluation;
  expect(named.metrics[1]).toMatchObject({ metric: 'f1', value: 0.75 });
});

test.each([
  [{ label: 'label', score: 'label' }, 'the label and the score are one column, "label"'],
  [
    { task: 'multiclass' as const, score: { a: 'p', b: 'hat', c: 'p' } },
    'the score of a and the score of c are one column, "p"',
  ],
])('columns that cannot be two things at once: %o', async (asked, message) => {
  await expect(evaluateText(scored, { task: 'binary', ...asked })).rejects.toMatchObject({
    code: 'columns-invalid',
    message,
  });
});

test('a confusion matrix that no one reads stays out of the record, and a label that is none is refused', async () => {
  const text = (classes: number) =>
    csv(
      ['label', 'hat'],
      Array.from({ length: classes }, (_, i) => [`c${i}`, 'c0']),
    );
  const many = await evaluateText(text(51), { task: 'multiclass', prediction: 'hat' });
  expect(many.evaluation.curves).toEqual({});
  await expect(evaluateText(text(1001), { task: 'multiclass', prediction: 'hat' })).rejects.toMatchObject({
    code: 'too-many-classes',
  });
});

test.each([
  ['one row', '1,0.5\n', 'roc_auc', 'one-class'],
  ['one class', '1,0.5\n1,0.7\n1,0.2\n', 'roc_auc', 'one-class'],
  ['one class', '0,0.5\n0,0.7\n', 'average_precision', 'no-positives'],
  ['scores that are no probabilities', '0,-5\n1,7\n', 'log_loss', 'not-probabilities'],
])('%s: null with a reason, never NaN', async (_, rows, metric, reason) => {
  const { evaluation } = await evaluateText(`label,p\n${rows}`, { task: 'binary', score: 'p' });
  expect(evaluation.metrics.find((entry) => entry.metric === metric)).toMatchObject({ value: null, reason });
  expect(JSON.stringify(evaluation)).not.toContain('NaN');
});

test('constant scores are half right, without a ranking', async () => {
  const { evaluation } = await evaluateText('label,p\n0,0.5\n1,0.5\n', { task: 'binary', score: 'p' });
  expect(evaluation.metrics[0]).toMatchObject({ metric: 'roc_auc', value: 0.5 });
});

test('all weights zero: nothing is known', async () => {
  const text = 'label,p,w\n0,0.1,0\n1,0.9,0\n';
  const { evaluation } = await evaluateText(text, { task: 'binary', score: 'p', weight: 'w' });
  for (const metric of evaluation.metrics) expect(metric).toMatchObject({ value: null, reason: 'no-weight' });
});

test.each([
  ['roc_acu', 'did you mean "roc_auc"?'],
  ['AUC', 'did you mean "roc_auc"?'],
  ['kappa', 'did you mean "cohen_kappa"?'],
  // A word of several names tells none of them.
  ['difference', expect.stringContaining('write one of: accuracy')],
])('an unknown metric is named, with what was likely meant: %s', async (metric, fix) => {
  await expect(evaluateText(scored, { task: 'binary', score: 'p', metrics: [metric] })).rejects.toMatchObject(
    { code: 'unknown-metric', fix },
  );
});

test('what a file lacks is said', async () => {
  const code = (text: string, section: object) =>
    evaluateText(text, { task: 'binary', score: 'p', ...section }).then(
      () => 'evaluated',
      (error) => error.code,
    );
  expect(await code('label,p\n', {})).toBe('no-rows');
  // Without rows a column of a CSV file has no type that a condition could be about.
  const where = { name: 's', where: "label = 'x' AND p > 0" };
  expect(await code('label,p\n', { slices: [where] })).toBe('no-rows');
  expect(await code('', {})).toBe('data-empty');
  expect(await code('label,p\n1,0.5\n', { task: 'multiclass' })).toBe('columns-invalid');
  expect(await code('label,p\n1,0.5\n', { score: { a: 'p' } })).toBe('columns-invalid');
  expect(await code('label,p\n1,0.5\n', { score: undefined })).toBe('columns-missing');
  expect(await code('label,p\n1,0.5\n', { task: 'regression', score: undefined })).toBe('columns-missing');
  const place = folderAndEngine();
  await writeFile(join(place.folder, 'a.csv'), 'label,trip_id,p\n1,7,0.5\n');
  await expect(
    evaluateFile(place, 'a.csv', { task: 'binary', score: 'p', id: 'tripid' }),
  ).rejects.toMatchObject({ code: 'column-missing', fix: 'did you mean "trip_id"?' });
  await expect(
    evaluateFile(place, 'a.csv', { task: 'binary', score: 'p', slices: ['weather'] }),
  ).rejects.toMatchObject({ code: 'column-missing', fix: 'they have: label, trip_id, p' });
});
