import { expect, onTestFinished, test } from 'vitest';
import { withClassAreas } from './class-areas.ts';
import { measure, type Part } from './measure.ts';
import { threadsOf, workOnParts } from './parts/part-threads.ts';
import { sharedSample } from './parts/shared.ts';
import type { RequestedMetric } from './request.ts';

const THREAD = new URL('./parts/thread.ts', import.meta.url).href;
const rows = 3000;
const classes = ['a', 'b', 'c', 'd', 'e'];
const labels = Int32Array.from({ length: rows }, (_, row) => (row * 37) % classes.length);
/** Of each class higher where it is the row's own. */
const scores = classes.map((_, code) =>
  Float64Array.from(
    { length: rows },
    (_, row) => ((row * (53 + code)) % 101) / 202 + (labels[row] === code ? 0.3 : 0),
  ),
);
const settings = { confidence: 0.95, replicates: 100, seed: 0 };
const asked = (metric: string): RequestedMetric[] => [{ key: metric, spec: { metric }, direction: 'higher' }];
const part: Part = {
  slice: null,
  whole: sharedSample({ task: 'multiclass', sample: { labels, scores, classes } }),
  group: undefined,
  rows: null,
};

test('areas of classes that threads computed apart are those that measuring computes, to the last bit', async () => {
  const threads = threadsOf(2, THREAD);
  onTestFinished(() => threads.close());
  const metrics = asked('roc_auc_ovr_macro');
  const found = await withClassAreas(threads, part, metrics);
  expect(found.areas?.flatMap((range) => ('areas' in range ? range.areas : []))).toHaveLength(5);
  const work = { part: found, metrics, settings };
  const [measured] = await workOnParts(threads, 'measure', [work]);
  const own: Part = { ...part, whole: { ...part.whole, sample: { ...part.whole.sample } } as Part['whole'] };
  expect(measured).toEqual(measure(own, metrics, settings));
  expect(measured?.[0]).toMatchObject({ method: 'influence', value: expect.any(Number) });
});

test('what was computed apart is what is measured: not computed again', () => {
  const range = {
    areas: classes.map(() => ({ value: 0.75 })),
    influence: new Float64Array(rows).fill(0.001),
  };
  const known: Part = {
    ...part,
    whole: { ...part.whole, sample: { ...part.whole.sample } } as Part['whole'],
    areas: [range],
  };
  expect(measure(known, asked('roc_auc_ovr_macro'), settings)[0]?.value).toBe(0.75);
});

test.each([
  ['no such metric', threadsOf(0, THREAD), 'accuracy'],
  ['no threads', undefined, 'roc_auc_ovr_macro'],
])('nothing is computed ahead: %s', async (_, threads, metric) => {
  expect(await withClassAreas(threads, part, asked(metric))).toBe(part);
});
