import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pairedDifferences } from '@assay/stats';
import { expect, test } from 'vitest';
import { asBase, csv, evaluateFile, folderAndEngine } from '../testing/predictions.ts';
import { compareWithBase } from './with-base.ts';

/** More than are sorted part by part: parts take their rows in the order of the candidate's scores. */
const n = 20_200;
const settings = { confidence: 0.95, replicates: 20, seed: 0 };
const label = (i: number) => ((i * 37) % 100 > 45 ? 1 : 0);
const before = (i: number) => ((i * 53) % 1009) / 1009;
const after = (i: number) => ((i * 53) % 1009) / 2018 + label(i) / 3;
const cluster = (i: number) => i % 250;
const isRight = (p: number, i: number) => (p >= 0.5 ? 1 : 0) === label(i);

function file(rows: readonly number[], p: (i: number) => number): string {
  return csv(
    ['id', 'label', 'p', 's', 'g'],
    rows.map((i) => [`r${i}`, label(i), p(i), i % 3, `g${cluster(i)}`]),
  );
}

const section = {
  ...{ task: 'binary' as const, score: 'p', id: 'id', group: 'g', metrics: ['accuracy', 'log_loss'] },
  slices: ['s', { name: 'late', where: "s = 2 AND g <> 'g7'" }],
  replicates: 100,
};
const all = Array.from({ length: n }, (_, i) => i);
const added = Array.from({ length: 300 }, (_, i) => n + i);

test.each([
  ['as many rows', all, null],
  ['rows among which new ones stand', [...added, ...all], 'grown-evaluation-set'],
])('each part has its own rows, of both models: %s', async (_, candidate, guard) => {
  const place = folderAndEngine();
  await writeFile(join(place.folder, 'base.csv'), file([...all].reverse(), before));
  await writeFile(join(place.folder, 'candidate.csv'), file(candidate, after));
  const first = await evaluateFile(place, 'base.csv', section);
  const second = await evaluateFile(place, 'candidate.csv', section);
  const found = await compareWithBase(second, await asBase(place, first, second), settings);
  expect(found).toMatchObject({ paired: true, guard });
  const codes = [...new Set(candidate.map(cluster))];
  const ascending = [...all].sort((a, b) => after(a) - after(b) || a - b);
  for (const [slice, holds] of [
    [null, () => true],
    ['s=1', (i: number) => i % 3 === 1],
    ['late', (i: number) => i % 3 === 2 && cluster(i) !== 7],
  ] as const) {
    const rows = ascending.filter(holds);
    const sample = (p: (i: number) => number) => ({
      labels: Uint8Array.from(rows, label),
      scores: Float64Array.from(rows, p),
    });
    const specs = section.metrics.map((metric) => ({ metric }));
    const group = Int32Array.from(rows, (i) => codes.indexOf(cluster(i)));
    const expected = pairedDifferences('binary', sample(before), sample(after), specs, {
      ...settings,
      group,
    });
    const changes = found.metrics.filter((change) => change.slice === slice);
    expect(changes).toHaveLength(2);
    for (const [i, { base, value, low, high }] of changes.entries()) {
      expect(base).toBeCloseTo(expected[i]?.base ?? Number.NaN, 10);
      expect(value).toBeCloseTo(expected[i]?.change ?? Number.NaN, 10);
      expect(low).toBeCloseTo(expected[i]?.low ?? Number.NaN, 10);
      expect(high).toBeCloseTo(expected[i]?.high ?? Number.NaN, 10);
    }
  }
  // Named by the rows of the file, and not by their places in the order of scores.
  for (const id of found.flips?.examples?.gained ?? []) {
    const i = Number(id.slice(1));
    expect([isRight(before(i), i), isRight(after(i), i)]).toEqual([false, true]);
  }
  expect(found.flips?.examples?.gained.length).toBeGreaterThan(0);
});
