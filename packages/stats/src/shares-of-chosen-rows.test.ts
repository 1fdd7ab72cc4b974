import { expect, test } from 'vitest';
import { newcombePaired } from './intervals/newcombe.ts';
import { wilson } from './intervals/wilson.ts';
import { metricIntervals } from './metric-intervals.ts';
import { pairedDifferences } from './paired-differences.ts';

test('recall of one of many labels is a share of the rows that have it', () => {
  const had = Uint8Array.from({ length: 60 }, (_, row) => (row < 20 ? 1 : 0));
  const found = (missed: number) => had.map((has, row) => (row < missed ? 0 : has));
  const sampleOf = (missed: number) => ({
    classes: ['a', 'b'],
    labels: [had.map((has) => 1 - has), had],
    predictions: [had, found(missed)],
  });
  const specs = [{ metric: 'recall:b' }, { metric: 'recall:c' }];
  // 17 of the 20 rows with b, whatever is said of the other 40.
  const [recall, unknown] = metricIntervals('multilabel', sampleOf(3), specs);
  expect(recall).toMatchObject({ ...wilson(17, 20, 0.95), method: 'wilson' });
  expect(unknown).toMatchObject({ value: null, reason: 'unknown-class' });
  const [change] = pairedDifferences('multilabel', sampleOf(5), sampleOf(3), specs);
  const { low, high } = newcombePaired({ bothRight: 15, onlyBase: 0, onlyCandidate: 2, bothWrong: 3 }, 0.95);
  expect(change).toMatchObject({ low, high, method: 'newcombe-paired' });
  const nobody = { ...sampleOf(3), labels: [had, had.map(() => 0)] };
  const [none] = metricIntervals('multilabel', nobody, specs);
  expect(none).toMatchObject({ value: null, reason: 'no-positives' });
});

test('a change of a share of queries is that of paired shares, unless queries come in larger clusters', () => {
  // Two items a query, the first relevant and, where the model is right, first.
  const rows = Array.from({ length: 80 }, (_, row) => row);
  const queries = Int32Array.from(rows, (row) => Math.floor(row / 2));
  const labels = Float64Array.from(rows, (row) => (row % 2 === 0 ? 1 : 0));
  const sampleOf = (wrong: (query: number) => boolean) => ({
    labels,
    queries: queries.slice(),
    scores: Float64Array.from(rows, (row) => (wrong(Math.floor(row / 2)) ? row % 2 : -(row % 2))),
  });
  const [base, candidate] = [sampleOf((query) => query < 6), sampleOf((query) => query > 3 && query < 8)];
  const specs = [{ metric: 'hit_rate', k: 1 }];
  const [change] = pairedDifferences('ranking', base, candidate, specs);
  // Base is wrong at 0 to 5, the candidate at 4 to 7: both at 4 and 5.
  const counts = { bothRight: 32, onlyBase: 2, onlyCandidate: 4, bothWrong: 2 };
  const { low, high } = newcombePaired(counts, 0.95);
  expect(change).toMatchObject({ low, high, method: 'newcombe-paired' });
  const group = Int32Array.from(queries, (query) => Math.floor(query / 2));
  const [clustered] = pairedDifferences('ranking', base, candidate, specs, { group });
  expect(clustered?.method).toBe('bootstrap-paired-clusters');
});

test('changes of quantiles are said to be approximate, and one model’s are not', () => {
  const values = Float64Array.from({ length: 50 }, (_, row) => (row * 7919) % 101);
  const sample = {
    labels: values,
    predictions: values.map((value) => value * 0.9),
    columns: { cost: values },
  };
  const median = { aggregates: [{ column: 'cost', of: 0.5 }], value: ([a = 0]: readonly number[]) => a };
  const specs = [{ metric: 'median_ae' }, { metric: 'median(cost)', formula: median }, { metric: 'mae' }];
  const base = { ...sample, predictions: values.map((value) => value * 0.8 + 1) };
  const single = metricIntervals('regression', sample, specs);
  const changes = pairedDifferences(
    'regression',
    { ...base, columns: { cost: values.map((value) => value + (value % 3)) } },
    sample,
    specs,
  );
  expect(single.map(({ approximate }) => approximate)).toEqual([undefined, undefined, undefined]);
  expect(changes.map(({ approximate }) => approximate)).toEqual([true, true, undefined]);
});
