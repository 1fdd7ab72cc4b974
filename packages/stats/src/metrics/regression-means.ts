import { undefinedFor } from '../reason.ts';
import { allFinite } from '../sample.ts';
import type { MetricFacts, RowMetric } from './metric.ts';
import { root, weightedMean } from './weighted-mean.ts';

interface MeanOptions extends Partial<Pick<MetricFacts, 'interval' | 'scale' | 'approximate'>> {
  readonly finish?: typeof root;
  readonly highest?: number;
}

/** Squares of errors are skewed: percentiles of their means lie too low. */
const ofSquares = { interval: 'reflected', scale: 'log' } as const;

/** A metric that is (a function of) the mean of what each row contributes. */
function meanMetric(
  id: string,
  unit: MetricFacts['unit'],
  contribution: (label: number, prediction: number) => number,
  { finish, highest = Number.POSITIVE_INFINITY, ...facts }: MeanOptions = {},
): RowMetric<'regression'> {
  return {
    id,
    unit,
    direction: 'lower',
    range: [0, highest],
    needs: 'prediction',
    interval: 'bootstrap',
    ...facts,
    from: 'rows',
    over: ({ labels, predictions }) => {
      if (!allFinite(labels) || !allFinite(predictions)) return undefinedFor('not-finite');
      const contributions = labels.map((label, row) => contribution(label, predictions[row] as number));
      if (contributions.includes(Number.NaN)) return undefinedFor('below-minus-one');
      return weightedMean(contributions, finish);
    },
  };
}

const squared = (label: number, prediction: number) => (label - prediction) ** 2;

export const mae = meanMetric('mae', 'label', (label, prediction) => Math.abs(label - prediction));

export const mse = meanMetric('mse', 'label-squared', squared, ofSquares);

export const rmse = meanMetric('rmse', 'label', squared, { ...ofSquares, finish: root });

/**
 * Root mean squared difference of log(1 + x); undefined when a label or a prediction is -1 or below. Predictions near -1 make
 * most of it, of which few rows show little.
 */
export const rmsle = meanMetric(
  'rmsle',
  'log-label',
  (label, prediction) =>
    label <= -1 || prediction <= -1 ? Number.NaN : (Math.log1p(label) - Math.log1p(prediction)) ** 2,
  { ...ofSquares, approximate: true, finish: root },
);

/** Mean absolute error over |label|, which is at least the epsilon of float64, as in scikit-learn. 1 is 100 %. */
export const mape = meanMetric(
  'mape',
  'ratio',
  (label, prediction) => Math.abs(label - prediction) / Math.max(Math.abs(label), Number.EPSILON),
);

/** Symmetric MAPE: mean of 2 |label - prediction| / (|label| + |prediction|), 0 where both are 0. From 0 to 2. */
export const smape = meanMetric(
  'smape',
  'ratio',
  (label, prediction) => {
    const size = Math.abs(label) + Math.abs(prediction);
    return size === 0 ? 0 : (2 * Math.abs(label - prediction)) / size;
  },
  { highest: 2 },
);
