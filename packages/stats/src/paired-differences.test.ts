import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metricIds } from './metrics/parse.ts';
import { pairedDifferences } from './paired-differences.ts';
import { binaryRows, simulatedBinary } from './testing/samples.ts';

const every = metricIds('binary').flatMap((metric) => (metric.includes(':') ? [] : [{ metric }]));

function width(difference: { low: number | null; high: number | null } | undefined): number {
  return (difference?.high ?? Number.NaN) - (difference?.low ?? Number.NaN);
}

test('the change is candidate minus base, inside its interval', () => {
  fc.assert(
    fc.property(binaryRows, ({ labels, scores, other }) => {
      const differences = pairedDifferences('binary', { labels, scores }, { labels, scores: other }, every, {
        replicates: 50,
      });
      for (const { metric, base, candidate, change, low, high } of differences) {
        if (change === null) continue;
        expect(change, metric).toBeCloseTo((candidate ?? Number.NaN) - (base ?? Number.NaN), 12);
        if (low === null || high === null) continue;
        expect(low).toBeLessThanOrEqual(change);
        expect(high).toBeGreaterThanOrEqual(change);
      }
    }),
    { numRuns: 60 },
  );
});

test('changing places changes the sign: draws are the same for both models', () => {
  const { labels, scores, again } = simulatedBinary(300, { noise: 0.5 });
  const rows = [
    { metric: 'brier' },
    { metric: 'average_precision' },
    { metric: 'roc_auc' },
    { metric: 'accuracy' },
  ];
  const there = pairedDifferences('binary', { labels, scores }, { labels, scores: again }, rows);
  const back = pairedDifferences('binary', { labels, scores: again }, { labels, scores }, rows);
  there.forEach((one, place) => {
    expect(one.change).toBeCloseTo(-(back[place]?.change ?? Number.NaN), 12);
    expect(one.low, one.metric).toBeCloseTo(-(back[place]?.high ?? Number.NaN), 12);
  });
});

test('a model compared with itself has changed nothing, for certain where it is resampled', () => {
  const { labels, scores } = simulatedBinary(100);
  for (const { metric, change, low, high, method } of pairedDifferences(
    'binary',
    { labels, scores },
    { labels, scores },
    every,
  )) {
    expect(change, metric).toBe(0);
    if (method === 'newcombe-paired') expect(low).toBeLessThan(0);
    else expect([low, high], metric).toEqual([0, 0]);
  }
});

describe('the paired bootstrap', () => {
  const { labels, scores, again } = simulatedBinary(2000, { noise: 0.5 });
  const weights = new Float64Array(2000).fill(1);
  const models = [
    { labels, scores },
    { labels, scores: again },
  ] as const;
  const weighted = [
    { labels, scores, weights },
    { labels, scores: again, weights },
  ] as const;

  test('has the width of DeLong’s interval and of Newcombe’s', () => {
    const specs = [{ metric: 'roc_auc' }, { metric: 'accuracy' }, { metric: 'recall' }];
    const direct = pairedDifferences('binary', ...models, specs);
    const drawn = pairedDifferences('binary', ...weighted, specs, { replicates: 4000 });
    expect(direct.map(({ method }) => method)).toEqual([
      'delong-paired',
      'newcombe-paired',
      'newcombe-paired',
    ]);
    drawn.forEach((difference, place) => {
      expect(difference.method).toBe('bootstrap-paired');
      expect(Math.abs(width(difference) / width(direct[place]) - 1), difference.metric).toBeLessThan(0.05);
    });
  });

  test('of joint confusion cells has the width of that of rows', () => {
    const specs = ['precision', 'f1', 'mcc'].map((metric) => ({ metric }));
    const ofCells = pairedDifferences('binary', ...models, specs, { replicates: 4000 });
    const ofRows = pairedDifferences('binary', ...weighted, specs, { replicates: 4000 });
    ofCells.forEach((difference, place) => {
      expect(Math.abs(width(difference) / width(ofRows[place]) - 1), difference.metric).toBeLessThan(0.06);
    });
  });
});

test('what one model lacks is undefined, with whose fault it is', () => {
  const labels = Uint8Array.of(0, 1, 1);
  const base = { labels, scores: Float64Array.of(0.2, 0.3, 0.9) };
  const [auc, accuracy] = pairedDifferences('binary', base, { labels, predictions: labels }, [
    { metric: 'roc_auc' },
    { metric: 'accuracy' },
  ]);
  expect(auc).toMatchObject({ base: 1, candidate: null, change: null, reason: 'undefined-in-candidate' });
  expect(accuracy).toMatchObject({ base: expect.closeTo(2 / 3, 14), candidate: 1 });
});

test('samples of other labels are refused', () => {
  const scores = Float64Array.of(0.1, 0.9);
  const [base, candidate] = [Uint8Array.of(0, 1), Uint8Array.of(1, 0)].map((labels) => ({ labels, scores }));
  if (!base || !candidate) throw new Error('two samples');
  expect(() => pairedDifferences('binary', base, candidate, every)).toThrow(RangeError);
});

test('a single row that changed has a change, and no interval', () => {
  const labels = new Float64Array([1]);
  const [mae] = pairedDifferences(
    'regression',
    { labels, predictions: new Float64Array([3]) },
    { labels, predictions: new Float64Array([2]) },
    [{ metric: 'mae' }],
  );
  // |1 - 2| - |1 - 3| = -1, in every replicate.
  expect(mae).toMatchObject({ change: -1, low: null, high: null, reason: 'no-variation' });
});

describe('many rows', () => {
  const smooth = ['average_precision', 'log_loss', 'brier'];
  // Calibration errors of a subset of rows are of another size; scripts/standard-errors has them beside all rows.
  const specs = [...smooth, 'ks'].map((metric) => ({ metric }));
  const rows = 'bootstrap-paired';
  const sums = 'bootstrap-paired-sums';

  test.each([
    ['another model', 0.4],
    ['another model, few positives', 0.12],
    ['the trivial model', 0.3],
  ])('the fast ways spread as rows do: %s', (what, prevalence) => {
    const count = 30_000;
    const { labels, scores, again } = simulatedBinary(count, { prevalence, noise: 0.7 });
    const base = what === 'the trivial model' ? new Float64Array(count).fill(prevalence) : again;
    // Weights ask for rows, of which a subset is resampled.
    const weights = new Float64Array(count).fill(1);
    const of = (more: object, replicates: number) =>
      pairedDifferences('binary', { labels, scores: base, ...more }, { labels, scores, ...more }, specs, {
        replicates,
      });
    const ofRows = of({ weights }, 500);
    of({}, 1000).forEach((difference, place) => {
      expect(difference.method).toBe(smooth.includes(difference.metric) ? 'influence-paired' : sums);
      expect(difference.change).toBeCloseTo(ofRows[place]?.change ?? Number.NaN, 12);
      // Noise of a width from quantiles: 3 % of 1,000 and 4 % of 500 replicates.
      expect(Math.abs(width(difference) / width(ofRows[place]) - 1), difference.metric).toBeLessThan(0.15);
    });
  });

  test('rare positives are resampled with their rows where the order of the first few matters', () => {
    const { labels, scores, again } = simulatedBinary(25_000, { prevalence: 0.006, noise: 0.7 });
    const more = [...specs, { metric: 'ece' }, { metric: 'ece_equal_mass' }];
    const found = pairedDifferences('binary', { labels, scores: again }, { labels, scores }, more, {
      replicates: 50,
    });
    expect(found.map(({ method }) => method)).toEqual([rows, rows, rows, sums, sums, sums]);
  });

  test('a model compared with itself has not changed', () => {
    const { labels, scores } = simulatedBinary(25_000);
    for (const difference of pairedDifferences('binary', { labels, scores }, { labels, scores }, specs))
      expect(difference).toMatchObject({ change: 0, low: 0, high: 0 });
  });
});

test('of rare positives the change of average precision is that of resampled rows', () => {
  const { labels, scores, again } = simulatedBinary(300_000, {
    ...{ prevalence: 0.005, separation: 1.2, seed: 5, noise: 0.7 },
  });
  const metrics = [{ metric: 'average_precision' }, { metric: 'log_loss' }];
  const samples = [
    { labels, scores: again },
    { labels, scores },
  ] as const;
  const found = pairedDifferences('binary', ...samples, metrics, { replicates: 20 });
  expect(found.map(({ method }) => method)).toEqual(['bootstrap-paired-subset', 'influence-paired']);
});
