import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison } from '@assay/contract';
import { comparisonSchema } from '@assay/contract';
import { minimumDetectableEffect, pairedDifferences, unpairedDifference } from '@assay/stats';
import { expect, test } from 'vitest';
import { asBase, csv, evaluateFile, folderAndEngine } from '../testing/predictions.ts';
import { noBaseline } from './records.ts';
import { compareWithBase } from './with-base.ts';

const settings = { confidence: 0.95, replicates: 200, seed: 0 };
const n = 120;
const label = (i: number) => ((i * 37) % 100 > 45 ? 1 : 0);
const before = (i: number) => ((i * 53) % 100) / 100;
const after = (i: number) => ((i * 53) % 100) / 200 + label(i) / 3;
const isRight = (p: (i: number) => number, i: number) => (p(i) >= 0.5 ? 1 : 0) === label(i);

interface Rows {
  id?: (i: number) => string | number;
  label?: (i: number) => string | number;
  p: (i: number) => string | number;
  order?: (i: number) => number;
}

function rows({ id = (i) => `r${i}`, label: truth = label, p, order = (i) => i }: Rows): string {
  const places = Array.from({ length: n }, (_, i) => order(i));
  return csv(
    ['id', 'label', 'p', 's'],
    places.map((i) => [id(i), truth(i), p(i), i % 3]),
  );
}

const section = {
  task: 'binary' as const,
  score: 'p',
  id: 'id',
  metrics: ['roc_auc', 'accuracy', 'log_loss'],
};

/** Evaluates two files, the second as a later run than the first, and compares them. */
async function compared(
  base: string,
  candidate: string,
  more: { base?: object; candidate?: object; artifacts?: [string | null, string | null] } = {},
): Promise<Comparison> {
  const place = folderAndEngine();
  await writeFile(join(place.folder, 'base.csv'), base);
  await writeFile(join(place.folder, 'candidate.csv'), candidate);
  const [old = null, now = null] = more.artifacts ?? [];
  const first = await evaluateFile(place, 'base.csv', { ...section, ...more.base }, old);
  const second = await evaluateFile(place, 'candidate.csv', { ...section, ...more.candidate }, now);
  return comparisonSchema.parse(await compareWithBase(second, await asBase(place, first, second), settings));
}

test('paired: the statistics of the same rows, though the files are in another order', async () => {
  const shuffled = rows({ p: before, order: (i) => (i * 7 + 5) % n });
  const found = await compared(shuffled, rows({ p: after }), { candidate: { slices: ['s'] } });
  expect(found).toMatchObject({ with: 'base', paired: true, guard: null, commit: 'b'.repeat(40), behind: 0 });
  const expectFor = (chosen: readonly number[], slice: string | null) => {
    const labels = Uint8Array.from(chosen, label);
    const sample = (p: (i: number) => number) => ({ labels, scores: Float64Array.from(chosen, p) });
    const specs = section.metrics.map((metric) => ({ metric }));
    const differences = pairedDifferences('binary', sample(before), sample(after), specs, settings);
    expect(found.metrics.filter((change) => change.slice === slice)).toMatchObject(
      differences.map(({ metric, base, candidate, change, low, high, method }) => ({
        ...{ metric, base, candidate, low, high, method, value: change, n: chosen.length },
        detectable: minimumDetectableEffect(((high ?? 0) - (low ?? 0)) / 2, 0.95),
      })),
    );
  };
  const all = Array.from({ length: n }, (_, i) => i);
  expectFor(all, null);
  expectFor(
    all.filter((i) => i % 3 === 1),
    's=1',
  );
  const right = (p: (i: number) => number) => all.map((i) => isRight(p, i));
  const [was, is] = [right(before), right(after)];
  const named = (rows: number[]) => rows.slice(0, 10).map((i) => `r${i}`);
  const [gained, lost] = [all.filter((i) => !was[i] && is[i]), all.filter((i) => was[i] && !is[i])];
  expect(found.flips).toEqual({
    gained: gained.length,
    lost: lost.length,
    n,
    examples: { gained: named(gained), lost: named(lost) },
  });
  expect(found.flips?.gained).toBeGreaterThan(0);
});

test('identical models are paired, and said to be so', async () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const found = await compared(rows({ p: before }), rows({ p: before }), { artifacts: [digest, digest] });
  expect(found).toMatchObject({ paired: true, guard: 'identical-model', flips: { gained: 0, lost: 0 } });
  for (const change of found.metrics) expect(change.value).toBe(0);
  const others = await compared(rows({ p: before }), rows({ p: before }), { artifacts: [digest, null] });
  expect(others.guard).toBeNull();
});

test.each<[string, string, string, object]>([
  [
    'different-evaluation-set',
    rows({ p: before }),
    rows({ p: after, label: (i) => (i === 3 ? 1 : label(i)) }),
    {},
  ],
  ['different-evaluation-set', rows({ p: before }), rows({ p: after, id: (i) => `x${i}` }), {}],
  [
    'no-ids',
    rows({ p: before }),
    rows({ p: after }),
    { base: { id: undefined }, candidate: { id: undefined } },
  ],
  ['different-evaluation-set', rows({ p: before }), rows({ p: after }), { candidate: { id: undefined } }],
  ['predictions-not-kept', rows({ p: before }), rows({ p: after }), { candidate: { prediction: 'label' } }],
])('%s: unpaired, from the two stored intervals', async (guard, base, candidate, more) => {
  const found = await compared(base, candidate, more);
  expect(found).toMatchObject({ paired: false, guard, flips: null });
  expect(found.metrics.map(({ metric }) => metric)).toEqual(section.metrics);
  for (const change of found.metrics) {
    expect(change).toMatchObject({ method: 'square-and-add', reason: null, confidence: 0.95 });
    expect(change.value).toBeCloseTo((change.candidate ?? 0) - (change.base ?? 0), 12);
  }
});

test('unpaired: the interval is that of the statistics, and needs one confidence', async () => {
  const more = { base: { id: undefined }, candidate: { id: undefined } };
  const place = folderAndEngine();
  await writeFile(join(place.folder, 'base.csv'), rows({ p: before }));
  const { evaluation } = await evaluateFile(place, 'base.csv', { ...section, id: undefined });
  const same = await compared(rows({ p: before }), rows({ p: before }), more);
  for (const [i, metric] of evaluation.metrics.entries()) {
    const { value, low, high } = metric;
    if (value === null || low === null || high === null) throw new Error('no interval');
    const expected = unpairedDifference({ value, low, high }, { value, low, high });
    expect(same.metrics[i]).toMatchObject({ value: 0, low: expected.low, high: expected.high });
  }
  const other = await compared(rows({ p: before }), rows({ p: after }), {
    base: { id: undefined, confidence: 0.9 },
    candidate: { id: undefined },
  });
  for (const change of other.metrics)
    expect(change).toMatchObject({ low: null, high: null, confidence: null, reason: 'different-confidence' });
  expect(other.metrics[0]?.value).not.toBeNull();
});

test('another task: no figures at all', async () => {
  const found = await compared(rows({ p: before }), rows({ p: after }), {
    candidate: { task: 'regression', metrics: ['mae'] },
  });
  expect(found).toMatchObject({ guard: 'different-metric-definition', paired: false, metrics: [] });
});

test('kept rows that are not those of the set are not paired, whatever their digest says', async () => {
  const place = folderAndEngine();
  await writeFile(join(place.folder, 'base.csv'), rows({ p: before }));
  const candidate = await evaluateFile(place, 'base.csv', section);
  const base = await asBase(place, candidate, candidate);
  const [, ...fewer] = Array.from(base.predictions?.ids ?? [], String);
  const wrong = { ...base, predictions: base.predictions && { ...base.predictions, ids: ['?', ...fewer] } };
  expect((await compareWithBase(candidate, base, settings)).guard).toBeNull();
  expect(await compareWithBase(candidate, wrong, settings)).toMatchObject({
    guard: 'different-evaluation-set',
    paired: false,
  });
});

test('multiclass: classes that only one of the two models predicts', async () => {
  const truth = (i: number) => (i % 2 === 0 ? 'b' : 'd');
  const old = (i: number) => (i % 5 === 0 ? 'a' : i % 7 === 0 ? 'e' : truth(i));
  const now = (i: number) => (i % 6 === 0 ? 'c' : truth(i));
  const more = { task: 'multiclass', score: undefined, prediction: 'p', metrics: ['accuracy', 'f1_macro'] };
  const found = await compared(rows({ label: truth, p: old }), rows({ label: truth, p: now }), {
    base: more,
    candidate: more,
  });
  const classes = ['a', 'b', 'c', 'd', 'e'];
  const all = Array.from({ length: n }, (_, i) => i);
  const codes = (name: (i: number) => string) => Int32Array.from(all, (i) => classes.indexOf(name(i)));
  const sample = (p: (i: number) => string) => ({ labels: codes(truth), predictions: codes(p), classes });
  const specs = [{ metric: 'accuracy' }, { metric: 'f1_macro' }];
  const [accuracy, f1] = pairedDifferences('multiclass', sample(old), sample(now), specs, settings);
  expect(found.paired).toBe(true);
  expect(found.metrics[0]).toMatchObject({
    base: accuracy?.base,
    candidate: accuracy?.candidate,
    low: accuracy?.low,
  });
  expect(found.metrics[1]).toMatchObject({
    base: f1?.base,
    candidate: f1?.candidate,
    reason: f1?.reason ?? null,
  });
  const wrong = (p: (i: number) => string) => all.filter((i) => p(i) !== truth(i));
  const [was, is] = [wrong(old), wrong(now)];
  expect(found.flips).toMatchObject({
    gained: was.filter((i) => !is.includes(i)).length,
    lost: is.filter((i) => !was.includes(i)).length,
    n,
  });
});

test('multiclass: scores listed in another order are the same scores', async () => {
  const text = csv(
    ['id', 'label', 'x', 'y'],
    Array.from({ length: n }, (_, i) => [i, label(i) === 1 ? 'x' : 'y', before(i), 1 - before(i)]),
  );
  const more = { task: 'multiclass', metrics: ['accuracy', 'log_loss'] };
  const found = await compared(text, text, {
    base: { ...more, score: { x: 'x', y: 'y' } },
    candidate: { ...more, score: { y: 'y', x: 'x' } },
  });
  expect(found.paired).toBe(true);
  for (const change of found.metrics) expect(change.value).toBe(0);
});

test('a baseline without an evaluation is none', async () => {
  const place = folderAndEngine();
  await writeFile(join(place.folder, 'base.csv'), rows({ p: before }));
  const candidate = await evaluateFile(place, 'base.csv', section);
  const base = await asBase(place, candidate, candidate);
  const { evaluation, ...record } = base.record;
  expect(await compareWithBase(candidate, { ...base, record }, settings)).toBe(noBaseline);
});

/** The rows of `rows`, and as many new ones that the base never saw, between and behind them. */
function grown(p: (i: number) => number, truth: (i: number) => number = label): string {
  const places = Array.from({ length: 2 * n }, (_, i) => (i * 7) % (2 * n));
  return csv(
    ['id', 'label', 'p', 's'],
    places.map((i) => (i < n ? [`r${i}`, truth(i), p(i), i % 3] : [`new${i}`, label(i), 0.5, i % 4])),
  );
}

test('a set that has only grown is paired on the rows of the base', async () => {
  const more = { base: { slices: ['s'] }, candidate: { slices: ['s'] } };
  const same = await compared(rows({ p: before }), rows({ p: after }), more);
  const found = await compared(rows({ p: before }), grown(after), more);
  const { gained = 0, lost } = same.flips ?? {};
  expect(found).toMatchObject({ paired: true, guard: 'grown-evaluation-set', flips: { gained, lost, n } });
  // Of the same rows, though in another order: each is named as it is in this run.
  const turned = Array.from({ length: n }, (_, i) => i).filter(
    (i) => isRight(after, i) && !isRight(before, i),
  );
  expect(turned).toHaveLength(gained);
  const ids = found.flips?.examples?.gained ?? [];
  expect(ids).toHaveLength(10);
  expect(turned.map((i) => `r${i}`)).toEqual(expect.arrayContaining(ids));
  for (const change of same.metrics) {
    const { metric, slice, value, low, high } = change;
    const other = found.metrics.find((each) => each.metric === metric && each.slice === slice);
    expect(other?.n).toBe(change.n);
    expect(other?.base).toBeCloseTo(change.base ?? Number.NaN, 12);
    expect(other?.value).toBeCloseTo(value ?? Number.NaN, 12);
    // The bootstrap meets the rows in another order.
    expect(other?.low).toBeCloseTo(low ?? Number.NaN, 1);
    expect(other?.high).toBeCloseTo(high ?? Number.NaN, 1);
  }
  // s=3 has new rows only.
  expect(found.metrics.some(({ slice }) => slice === 's=3')).toBe(false);
});

test('a set that has grown and changed a label is another set', async () => {
  const changed = grown(after, (i) => (i === 3 ? 1 - label(i) : label(i)));
  const found = await compared(rows({ p: before }), changed);
  expect(found).toMatchObject({ paired: false, guard: 'different-evaluation-set' });
});

test('failure rates are compared by their two intervals, beside rows that are paired', async () => {
  const tests = (failing: number) =>
    csv(
      ['capability', 'kind', 'prediction', 'expected'],
      Array.from({ length: 40 }, (_, i) => ['typos', 'minimum', i < failing ? 'no' : 'yes', 'yes']),
    );
  const place = folderAndEngine();
  const files = { 'p.csv': rows({ p: before }), 'old.csv': tests(4), 'new.csv': tests(24) };
  for (const [name, text] of Object.entries(files)) await writeFile(join(place.folder, name), text);
  const first = await evaluateFile(place, 'p.csv', { ...section, behaviour: 'old.csv' }, null);
  const second = await evaluateFile(place, 'p.csv', { ...section, behaviour: 'new.csv' }, null);
  const found = await compareWithBase(second, await asBase(place, first, second), settings);
  expect(found.paired).toBe(true);
  // 4 of 40 and 24 of 40.
  expect(found.metrics.at(-1)).toMatchObject({
    metric: 'failure_rate:typos',
    base: 0.1,
    candidate: 0.6,
    value: 0.5,
    method: 'square-and-add',
  });
});
