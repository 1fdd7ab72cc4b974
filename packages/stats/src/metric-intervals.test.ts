import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deLong } from './intervals/delong.ts';
import { metricIntervals } from './metric-intervals.ts';
import { metricIds, UnknownMetricError } from './metrics/parse.ts';
import { pointEstimates } from './point-estimates.ts';
import { binaryRows, randomNumbers, simulatedBinary } from './testing/samples.ts';

const every = metricIds('binary').flatMap((metric) => (metric.includes(':') ? [] : [{ metric }]));

/** Half the width of a metric's interval over its critical value: its standard error, where the spread is normal. */
function standardError(interval: { low: number | null; high: number | null } | undefined): number {
  return ((interval?.high ?? Number.NaN) - (interval?.low ?? Number.NaN)) / 2 / 1.959964;
}

test('values are the point estimates, inside their intervals, inside the range', () => {
  fc.assert(
    fc.property(binaryRows, (rows) => {
      const points = pointEstimates('binary', rows, every);
      metricIntervals('binary', rows, every, { replicates: 50 }).forEach(
        ({ metric, value, low, high, reason }, place) => {
          expect(value, metric).toBe(points[place]?.value);
          if (low === null || high === null || value === null) {
            expect(reason).toBeDefined();
            return;
          }
          expect(low).toBeLessThanOrEqual(value);
          expect(high).toBeGreaterThanOrEqual(value);
        },
      );
    }),
    { numRuns: 60 },
  );
});

test('the order of rows makes no difference to what is not drawn, and none beyond noise to what is', () => {
  const { labels, scores } = simulatedBinary(400);
  const turned = { labels: labels.toReversed(), scores: scores.toReversed() };
  const there = metricIntervals('binary', { labels, scores }, every, { replicates: 4000 });
  const back = metricIntervals('binary', turned, every, { replicates: 4000 });
  there.forEach((one, place) => {
    const other = back[place];
    expect(one.value).toBeCloseTo(other?.value ?? Number.NaN, 13);
    const exact = !one.method?.startsWith('bootstrap') || one.metric === 'mcc';
    const tolerance = exact ? 1e-12 : 0.1 * ((one.high ?? 0) - (one.low ?? 0));
    expect(Math.abs((one.low ?? 0) - (other?.low ?? 0)), one.metric).toBeLessThanOrEqual(tolerance);
  });
});

test('the same seed gives the same to the last bit, whatever else is asked for', () => {
  const { labels, scores } = simulatedBinary(300);
  const all = metricIntervals('binary', { labels, scores }, every);
  expect(metricIntervals('binary', { labels, scores }, every)).toEqual(all);
  const alone = metricIntervals('binary', { labels, scores }, [{ metric: 'brier' }]);
  expect(alone[0]).toEqual(all.find(({ metric }) => metric === 'brier'));
  expect(metricIntervals('binary', { labels, scores }, every, { seed: 2 })).not.toEqual(all);
});

describe('bootstrap standard errors', () => {
  const { labels, scores } = simulatedBinary(2000);
  const options = { replicates: 4000 };
  // Weights of 1 ask for a bootstrap of rows where there would be another interval. 4,000 replicates: noise of 1.5 %.
  const weights = new Float64Array(2000).fill(1);

  test('of the area under the ROC curve is DeLong’s', () => {
    const [interval] = metricIntervals(
      'binary',
      { labels, scores, weights },
      [{ metric: 'roc_auc' }],
      options,
    );
    expect(interval?.method).toBe('bootstrap-symmetric');
    const { variance } = deLong(labels, scores);
    expect(standardError(interval) / Math.sqrt(variance ?? Number.NaN)).toBeCloseTo(1, 1);
    // Both are symmetric on the logit scale.
    const [deLongs] = metricIntervals('binary', { labels, scores }, [{ metric: 'roc_auc' }]);
    const logitOf = (share = 0.5) => Math.log(share / (1 - share));
    expect(logitOf(interval?.low ?? 0) + logitOf(interval?.high ?? 0)).toBeCloseTo(
      logitOf(deLongs?.low ?? 0) + logitOf(deLongs?.high ?? 0),
      10,
    );
    expect(Math.abs(standardError(interval) / Math.sqrt(variance ?? Number.NaN) - 1)).toBeLessThan(0.05);
  });

  test('of the Brier score is that of a mean', () => {
    const losses = scores.map((score, row) => (score - (labels[row] ?? 0)) ** 2);
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / 2000;
    const variance = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / 2000 / 2000;
    const [interval] = metricIntervals('binary', { labels, scores }, [{ metric: 'brier' }], options);
    expect(Math.abs(standardError(interval) / Math.sqrt(variance) - 1)).toBeLessThan(0.06);
  });

  test('of confusion cells, and Wilson’s, are those of rows', () => {
    const specs = ['balanced_accuracy', 'mcc', 'cohen_kappa', 'f1', 'precision'].map((metric) => ({
      metric,
    }));
    const ofCells = metricIntervals('binary', { labels, scores }, specs, options);
    const ofRows = metricIntervals('binary', { labels, scores, weights }, specs, options);
    ofCells.forEach((interval, place) => {
      expect(
        Math.abs(standardError(interval) / standardError(ofRows[place]) - 1),
        interval.metric,
      ).toBeLessThan(0.06);
    });
  });

  test('grow by the root of the cluster size where rows of a cluster are copies', () => {
    const copies = 4;
    const rows = Int32Array.from({ length: 2000 * copies }, (_, row) => Math.floor(row / copies));
    const copied = {
      labels: Uint8Array.from(rows, (row) => labels[row] ?? 0),
      scores: Float64Array.from(rows, (row) => scores[row] ?? 0),
    };
    const specs = [{ metric: 'brier' }, { metric: 'accuracy' }];
    const clustered = metricIntervals('binary', copied, specs, { ...options, group: rows });
    const single = metricIntervals('binary', { labels, scores }, specs, options);
    clustered.forEach((interval, place) => {
      expect(interval.method).toBe('bootstrap-clusters');
      expect(
        Math.abs(standardError(interval) / standardError(single[place]) - 1),
        interval.metric,
      ).toBeLessThan(0.06);
    });
  });
});

describe('many rows', () => {
  const specs = ['average_precision', 'log_loss', 'brier', 'ks'].map((metric) => ({ metric }));

  test.each([
    ['common', 0.4],
    ['rare', 0.004],
  ])('the fast ways spread as rows do, with %s positives', (name, prevalence) => {
    const { labels, scores } = simulatedBinary(25_000, { prevalence, separation: 2 });
    // Weights ask for rows: a subset of 20,000 where positives are common, all of them where they are rare.
    const weights = new Float64Array(25_000).fill(1);
    const ofCells = metricIntervals('binary', { labels, scores }, specs, { replicates: 1000 });
    const ofRows = metricIntervals('binary', { labels, scores, weights }, specs, { replicates: 500 });
    ofCells.forEach((interval, place) => {
      const ends = { ks: '-reflected', average_precision: '-symmetric' }[interval.metric] ?? '';
      const ofCommon = interval.metric === 'ks' ? 'bootstrap-sums-reflected' : 'influence';
      expect(interval.method).toBe(name === 'common' ? ofCommon : `bootstrap-score-cells${ends}`);
      // Noise of a standard error from quantiles: 3 % of 1,000 and 4 % of 500 replicates.
      expect(
        Math.abs(standardError(interval) / standardError(ofRows[place]) - 1),
        interval.metric,
      ).toBeLessThan(0.15);
    });
  });

  test('60,000 rows of a regression: a mean has its own standard error, and a rescaled subset that of the median', () => {
    const { normal } = randomNumbers(4);
    const labels = new Float64Array(60_000).map(normal);
    const predictions = labels.map((label) => label + normal());
    const metrics = [{ metric: 'mse' }, { metric: 'median_ae' }];
    const [mse, median] = metricIntervals('regression', { labels, predictions }, metrics);
    expect(mse?.method).toBe('influence');
    // Squares of standard normal errors have variance 2: the variance of 60,000 of them is known to 1.5 %.
    expect(Math.abs(standardError(mse) / Math.sqrt(2 / 60_000) - 1)).toBeLessThan(0.03);
    expect(median?.method).toBe('bootstrap-subset');
    // The density of |z| at its median, 0.6745, is 2 φ(0.6745) = 0.6356, and the variance of a median 1 / (4 n density²).
    expect(Math.abs(standardError(median) / (0.5 / 0.6356 / Math.sqrt(60_000)) - 1)).toBeLessThan(0.15);
  });
});

describe('perfect scores', () => {
  const labels = Uint8Array.from({ length: 40 }, (_, row) => row % 2);
  const scores = Float64Array.from(labels, (label) => 0.2 + 0.6 * label);

  test('leave room below for metrics of confusion cells', () => {
    const specs = ['accuracy', 'f1', 'mcc', 'balanced_accuracy', 'cohen_kappa'].map((metric) => ({ metric }));
    for (const { metric, value, low, high } of metricIntervals('binary', { labels, scores }, specs)) {
      expect([value, high], metric).toEqual([1, 1]);
      expect(low, metric).toBeLessThan(0.95);
      expect(low, metric).toBeGreaterThan(0.6);
    }
  });

  test('of other metrics have no interval, and say why', () => {
    const [precision] = metricIntervals('binary', { labels, scores }, [{ metric: 'average_precision' }]);
    expect(precision).toMatchObject({
      value: 1,
      low: null,
      high: null,
      method: null,
      reason: 'no-variation',
    });
  });
});

test('a metric that is undefined in many replicates has no interval', () => {
  const sample = {
    labels: Uint8Array.of(1, 0, 0, 0, 0, 0),
    scores: Float64Array.of(0.7, 0.1, 0.2, 0.3, 0.8, 0.5),
  };
  const [precision] = metricIntervals('binary', sample, [{ metric: 'average_precision' }]);
  expect(precision).toMatchObject({ value: 0.5, low: null, reason: 'replicates-undefined' });
});

describe('what comes out too high', () => {
  const { labels, scores } = simulatedBinary(500);

  test('is reflected, and said to be approximate', () => {
    const [ece, brier] = metricIntervals('binary', { labels, scores }, [
      { metric: 'ece' },
      { metric: 'brier' },
    ]);
    expect(ece).toMatchObject({ method: 'bootstrap-reflected', approximate: true });
    expect(brier).not.toHaveProperty('approximate');
    // Replicates of a calibration error lie above it, as it lies above the truth: the interval reaches farther down.
    const [value = 0, low = 0, high = 0] = [ece?.value ?? 0, ece?.low ?? 0, ece?.high ?? 0];
    expect(value - low).toBeGreaterThan(1.3 * (high - value));
    const [bca] = metricIntervals('binary', { labels, scores }, [{ metric: 'brier' }], { interval: 'bca' });
    expect(bca?.method).toBe('bootstrap-bca');
    expect(bca?.value).toBe(brier?.value);
    expect(Math.abs(standardError(bca) / standardError(brier) - 1)).toBeLessThan(0.05);
  });

  test('a difference between groups that are alike may be none', () => {
    const sex = Int32Array.from(labels, (_, row) => (row % 3 === 0 ? 1 : 0));
    const specs = ['demographic_parity_difference', 'equalized_odds_difference', 'equalized_odds_ratio'].map(
      (metric) => ({ metric: `${metric}:sex` }),
    );
    const sample = { labels, scores, attributes: { sex } };
    const group = Int32Array.from(labels.keys());
    for (const options of [{}, { group }]) {
      const [parity, odds, ratio] = metricIntervals('binary', sample, specs, options);
      expect(parity?.value).toBeGreaterThan(0);
      expect([parity?.low, odds?.low, ratio?.high]).toEqual([0, 0, 1]);
      expect(odds?.high).toBeLessThan(0.3);
      expect(ratio?.low).toBeGreaterThan(0.4);
    }
  });

  test('a difference between groups that are not alike is the one that there is', () => {
    const sex = Int32Array.from(scores, (score, row) => (score > 0.6 || row % 9 === 0 ? 1 : 0));
    const [parity] = metricIntervals('binary', { labels, scores, attributes: { sex } }, [
      { metric: 'demographic_parity_difference:sex' },
    ]);
    // A difference of two shares: its standard error is sqrt(p1 q1 / n1 + p0 q0 / n0).
    const shares = [0, 1].map((code) => {
      const own = scores.filter((_, row) => sex[row] === code);
      const share = own.filter((score) => score >= 0.5).length / own.length;
      return { share, variance: (share * (1 - share)) / own.length };
    });
    const [of0, of1] = shares;
    expect(parity?.value).toBeCloseTo((of1?.share ?? 0) - (of0?.share ?? 0), 12);
    const expected = Math.sqrt((of0?.variance ?? 0) + (of1?.variance ?? 0));
    expect(Math.abs(standardError(parity) / expected - 1)).toBeLessThan(0.08);
  });
});

test('an unknown metric is named, with what was likely meant', () => {
  const sample = { labels: Uint8Array.of(1, 0), scores: Float64Array.of(1, 0) };
  const attempt = () => metricIntervals('binary', sample, [{ metric: 'auc' }]);
  expect(attempt).toThrow(UnknownMetricError);
  expect(attempt).toThrow(expect.objectContaining({ didYouMean: expect.arrayContaining(['roc_auc']) }));
});

test('of rare positives average precision varies as resampled rows do, and not as its derivatives say', () => {
  // 0.5 % of 300,000 rows are some 1,500 positives, from which on other smooth metrics have their intervals from derivatives.
  const sample = simulatedBinary(300_000, { prevalence: 0.005, separation: 1.2, seed: 5, noise: 0.7 });
  const [precision, loss] = metricIntervals('binary', sample, [
    { metric: 'average_precision' },
    { metric: 'log_loss' },
  ]);
  expect(precision?.method).toBe('bootstrap-score-cells-symmetric');
  expect(loss?.method).toBe('influence');
});
