import { describe, expect, test } from 'vitest';
import { wilson } from './intervals/wilson.ts';
import { metricIntervals } from './metric-intervals.ts';
import { metricIds } from './metrics/parse.ts';
import { pairedDifferences } from './paired-differences.ts';
import type { Samples, Task } from './sample.ts';
import { randomNumbers } from './testing/samples.ts';

const rows = 240;
const { normal, uniform } = randomNumbers(3);
const floats = (of: () => number) => new Float64Array(rows).map(of);
const labels = floats(normal);
const labelled = [0.3, 0.6].map((share) => new Uint8Array(rows).map(() => (uniform() < share ? 1 : 0)));

const samples = {
  multilabel: {
    classes: ['a', 'b'],
    labels: labelled,
    scores: labelled.map((label) => Float64Array.from(label, (one) => (one + 2 * uniform()) / 3)),
  },
  quantile: {
    labels,
    levels: [0.1, 0.5, 0.9],
    predictions: [-1.3, 0, 1.3].map((offset) => labels.map((label) => label + offset + normal())),
  },
  ranking: {
    labels: floats(() => Math.floor(1.1 * uniform())),
    scores: floats(normal),
    queries: Int32Array.from(labels, (_, row) => Math.floor(row / 12)),
  },
  text: {
    labels: Array.from(labels, (_, row) => `the answer ${row % 5}`),
    predictions: Array.from(labels, (_, row) => `${row % 2 ? 'the answer' : 'Answer'} ${row % 3}`),
    scores: floats(() => (uniform() < 0.7 ? 1 : 0)),
  },
} satisfies Partial<Samples>;

const specsOf = (task: Task) => metricIds(task, ['a', 'b']).map((metric) => ({ metric }));

describe.each(Object.entries(samples) as [Task, Samples[Task]][])('%s', (task, sample) => {
  test('intervals hold their values, whichever way they are had', () => {
    const specs = specsOf(task).filter(({ metric }) => metric !== 'pass');
    const plain = metricIntervals(task, sample, specs, { replicates: 200 });
    const group = Int32Array.from({ length: rows }, (_, row) => Math.floor(row / 8));
    const clustered = metricIntervals(task, sample, specs, { replicates: 200, group });
    for (const { metric, value, low, high, reason } of [...plain, ...clustered]) {
      expect(reason, metric).toBeUndefined();
      expect(low, metric).toBeLessThanOrEqual(value ?? Number.NaN);
      expect(high, metric).toBeGreaterThanOrEqual(value ?? Number.NaN);
      expect(high, metric).toBeGreaterThan(low ?? Number.NaN);
    }
  });

  test('a model and its copy do not differ', () => {
    const specs = specsOf(task).filter(({ metric }) => metric !== 'pass');
    for (const { metric, change, low, high } of pairedDifferences(task, sample, { ...sample }, specs, {
      replicates: 100,
    })) {
      expect(change, metric).toBe(0);
      expect(low, metric).toBeLessThanOrEqual(0);
      expect(high, metric).toBeGreaterThanOrEqual(0);
    }
  });
});

test('a share of independent rows has Wilson’s interval', () => {
  const [found] = metricIntervals('text', samples.text, [{ metric: 'pass_rate' }]);
  const passed = samples.text.scores.filter((score) => score === 1).length;
  expect(found).toMatchObject({ ...wilson(passed, rows, 0.95), method: 'wilson' });
});

test('rows of a query are resampled together', () => {
  const { scores: judged, ...text } = samples.text;
  // Four equal rows a query tell no more than one: the interval is that of 60 rows.
  const queries = Int32Array.from(judged, (_, row) => Math.floor(row / 4));
  const scores = Float64Array.from(queries, (query) => judged[query] ?? 0);
  const options = { replicates: 2000 };
  const [clustered] = metricIntervals('text', { ...text, scores, queries }, [{ metric: 'score' }], options);
  expect(clustered?.method).toBe('bootstrap-clusters');
  const share = clustered?.value ?? 0;
  const error = ((clustered?.high ?? 0) - (clustered?.low ?? 0)) / 2 / 1.959964;
  expect(Math.abs(error / Math.sqrt((share * (1 - share)) / 60) - 1)).toBeLessThan(0.12);
});

test('the labels of paired samples are the same, whatever they are made of', () => {
  const others = { ...samples.multilabel, labels: [...samples.multilabel.labels].reverse() };
  const attempt = () => pairedDifferences('multilabel', samples.multilabel, others, []);
  expect(attempt).toThrow(RangeError);
});

test('a share of queries has Wilson’s interval, also where all are alike', () => {
  const { labels, queries } = samples.ranking;
  const perfect = labels.map((label, row) => label + row / 1000);
  const [hit, gain] = metricIntervals('ranking', { labels, scores: perfect, queries }, [
    { metric: 'hit_rate', k: 1 },
    { metric: 'ndcg', k: 1 },
  ]);
  const withRelevant = new Set(queries.filter((_, row) => (labels[row] ?? 0) > 0)).size;
  expect(hit).toMatchObject({ ...wilson(withRelevant, withRelevant, 0.95), method: 'wilson' });
  // The mean of values up to 1 is at least the share of those that are 1.
  expect(gain).toMatchObject({ low: hit?.low, value: 1, method: 'wilson' });
  const group = Int32Array.from(queries, (query) => Math.floor(query / 2));
  const [clustered] = metricIntervals(
    'ranking',
    { labels, scores: samples.ranking.scores, queries },
    [{ metric: 'hit_rate', k: 1 }],
    { group },
  );
  expect(clustered?.method).toBe('bootstrap-clusters');
});

test('the distance of a coverage from its nominal share may be 0, though it never comes out so', () => {
  // 190 of 240 rows inside, 0.7917 where 0.8 is nominal: replicates of the distance lie around 0.0083 and beyond.
  const inside = Float64Array.from({ length: rows }, (_, row) => (row < 190 ? 0 : 9));
  const bound = (value: number) => new Float64Array(rows).fill(value);
  const sample = { labels: inside, levels: [0.1, 0.9], predictions: [bound(-1), bound(1)] };
  const [error] = metricIntervals('quantile', sample, [{ metric: 'coverage_error' }]);
  // Of the coverage: 0.7917 plus and minus 1.96 sqrt(0.7917 * 0.2083 / 240) = 0.0514; the farther end is 0.8 - 0.7403.
  expect(error?.value).toBeCloseTo(0.00833, 5);
  expect(error?.low).toBe(0);
  expect(error?.high).toBeGreaterThan(0.05);
  expect(error?.high).toBeLessThan(0.07);
});
