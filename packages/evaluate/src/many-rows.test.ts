import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { metricIntervals, pairedDifferences } from '@assay/stats';
import { expect, test } from 'vitest';
import { compareWithBase } from './compare/with-base.ts';
import { asBase, csv, evaluateFile, folderAndEngine } from './testing/predictions.ts';

// More rows than are left in the order of the file.
const ROWS = 20_400;
const label = (i: number) => ((i * 37) % 100 > 45 ? 1 : 0);
/** Of some rows ties. */
const some = (p: number) => (p < 0.4 ? Math.round(p * 100) / 100 : p);
const before = (i: number) => some(((i * 5303) % ROWS) / (ROWS + 1));
const after = (i: number) => some(((i * 5303) % ROWS) / (2 * ROWS) + label(i) / 3);

const section = {
  task: 'binary' as const,
  score: 'p',
  id: 'id',
  slices: ['s', ['s', 't'] as [string, string], { name: 'few', where: 'CAST(id AS INTEGER) < 300' }],
  metrics: [
    'roc_auc',
    'accuracy',
    'log_loss',
    'ks',
    'average_precision',
    'brier',
    'ece',
    'ece_equal_mass',
    'f1',
  ],
};
const specs = section.metrics.map((metric) => ({ metric }));

function fileOf(p: (i: number) => number, order: (i: number) => number): string {
  const rows = Array.from({ length: ROWS }, (_, i) => order(i));
  return csv(
    ['id', 'label', 'p', 's', 't'],
    rows.map((i) => [i, label(i), p(i), i % 3, i % 2]),
  );
}

test('parts of many rows, which come in the order of scores, are those of the file', async () => {
  const place = folderAndEngine();
  const settings = { confidence: 0.95, replicates: 50, seed: 0 };
  await writeFile(
    join(place.folder, 'base.csv'),
    fileOf(before, (i) => (i * 7 + 5) % ROWS),
  );
  await writeFile(
    join(place.folder, 'candidate.csv'),
    fileOf(after, (i) => i),
  );
  const base = await evaluateFile(place, 'base.csv', section);
  const candidate = await evaluateFile(place, 'candidate.csv', section);
  const found = await compareWithBase(candidate, await asBase(place, base, candidate), settings);
  const all = Array.from({ length: ROWS }, (_, i) => i);
  const parts = [
    { slice: null, rows: all },
    { slice: 's=1', rows: all.filter((i) => i % 3 === 1) },
    { slice: 's=1 and t=0', rows: all.filter((i) => i % 3 === 1 && i % 2 === 0) },
    { slice: 'few', rows: all.filter((i) => i < 300) },
  ];
  for (const { slice, rows } of parts) {
    const sampleOf = (p: (i: number) => number) => ({
      labels: Uint8Array.from(rows, label),
      scores: Float64Array.from(rows, p),
    });
    const values = candidate.evaluation.metrics.filter((one) => one.slice === slice);
    expect(values).toMatchObject(
      metricIntervals('binary', sampleOf(after), specs).map(({ metric, value, method, n }) => ({
        ...{ metric, method, n, value: expect.closeTo(value ?? Number.NaN, 12) },
      })),
    );
    const changes = found.metrics.filter((one) => one.slice === slice);
    expect(changes).toMatchObject(
      pairedDifferences('binary', sampleOf(before), sampleOf(after), specs).map((one) => ({
        ...{ metric: one.metric, method: one.method, n: one.n },
        value: expect.closeTo(one.change ?? Number.NaN, 12),
      })),
    );
  }
  const right = (p: (i: number) => number) => all.map((i) => (p(i) >= 0.5 ? 1 : 0) === label(i));
  const [was, is] = [right(before), right(after)];
  expect(found.flips).toMatchObject({
    gained: all.filter((i) => !was[i] && is[i]).length,
    lost: all.filter((i) => was[i] && !is[i]).length,
    n: ROWS,
  });
});
