import { ascendingOrder } from '../order.ts';
import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, type RegressionSample } from '../sample.ts';
import type { RowMetric } from './metric.ts';
import { weightedMean } from './weighted-mean.ts';
import { weightedQuantile } from './weighted-quantile.ts';

const facts = {
  direction: 'lower',
  range: [0, Number.POSITIVE_INFINITY],
  needs: 'prediction',
  interval: 'bootstrap',
  from: 'rows',
} as const;

/** Weighted absolute percentage error: the sum of absolute errors over the sum of |label|. 1 is 100 %. */
export const wape: RowMetric<'regression'> = {
  ...facts,
  id: 'wape',
  unit: 'ratio',
  over: (sample) => {
    const errors = absoluteErrors(sample);
    if ('reason' in errors) return errors;
    const sizes = sample.labels.map(Math.abs);
    return (weights) => {
      let error = 0;
      let size = 0;
      for (let row = 0; row < sizes.length; row++) {
        error += (weights[row] as number) * (errors[row] as number);
        size += (weights[row] as number) * (sizes[row] as number);
      }
      return size > 0 ? { value: error / size } : undefinedFor('labels-all-zero');
    };
  },
};

/**
 * Mean absolute scaled error: the mean of each row's absolute error over the scale of its series, which is the mean
 * absolute error that the naive forecast makes in training. Hyndman & Koehler (2006), Int. Journal of Forecasting 22, 679-688.
 */
export const mase: RowMetric<'regression'> = {
  ...facts,
  id: 'mase',
  unit: 'ratio',
  over: (sample) => {
    const errors = absoluteErrors(sample);
    if ('reason' in errors) return errors;
    const { scales } = sample;
    if (!scales) return undefinedFor('no-scales');
    if (!scales.every((scale) => scale > 0 && Number.isFinite(scale)))
      return undefinedFor('scale-not-positive');
    return weightedMean(errors.map((error, row) => error / (scales[row] as number)));
  },
};

/** The absolute error that a share `level` of rows does not exceed; the least such error, without interpolation. */
export const errorQuantile: RowMetric<'regression'> = {
  ...facts,
  id: 'error_quantile',
  unit: 'label',
  approximate: 'changes',
  takes: { name: 'level', usual: 0.9 },
  over: (sample, { level = 0.9 }) => {
    const errors = absoluteErrors(sample);
    if ('reason' in errors) return errors;
    return weightedQuantile(errors, ascendingOrder(errors), level);
  },
};

/**
 * Mean pinball loss of a forecast of the quantile `level`: what lies above it costs `level` a unit, what lies below it
 * 1 - `level`. Koenker & Bassett (1978), Econometrica 46, 33-50.
 */
export const pinball: RowMetric<'regression'> = {
  ...facts,
  id: 'pinball',
  unit: 'label',
  takes: { name: 'level', usual: 0.5 },
  over: ({ labels, predictions }, { level = 0.5 }) => {
    if (!allFinite(labels) || !allFinite(predictions)) return undefinedFor('not-finite');
    return weightedMean(pinballLosses(labels, predictions, level));
  },
};

/** The pinball loss of each row. */
export function pinballLosses(labels: Float64Array, predictions: Float64Array, level: number): Float64Array {
  return labels.map((label, row) => {
    const short = label - (predictions[row] as number);
    return short >= 0 ? level * short : (level - 1) * short;
  });
}

function absoluteErrors({ labels, predictions }: RegressionSample): Float64Array | Undefined {
  if (!allFinite(labels) || !allFinite(predictions)) return undefinedFor('not-finite');
  return labels.map((label, row) => Math.abs(label - (predictions[row] as number)));
}
