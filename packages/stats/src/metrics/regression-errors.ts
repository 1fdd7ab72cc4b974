import { ascendingOrder } from '../order.ts';
import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, type RegressionSample } from '../sample.ts';
import type { RowMetric } from './metric.ts';

const facts = {
  unit: 'label',
  direction: 'lower',
  range: [0, Number.POSITIVE_INFINITY],
  needs: 'prediction',
} as const;

/** Median absolute error; with weights, the weighted median, which is the mean of two middle values at an even split. */
export const medianAe: RowMetric<'regression'> = {
  ...facts,
  id: 'median_ae',
  interval: 'bootstrap',
  approximate: 'changes',
  from: 'rows',
  over: (sample) => {
    const sorted = sortedErrors(sample);
    if ('reason' in sorted) return sorted;
    const { order, errors } = sorted;
    return (weights) => {
      let total = 0;
      for (let row = 0; row < weights.length; row++) total += weights[row] as number;
      if (total === 0) return undefinedFor('no-weight');
      let below = 0;
      let lower: number | undefined;
      for (const row of order) {
        const w = weights[row] as number;
        if (w === 0) continue;
        const error = errors[row] as number;
        if (lower !== undefined) return { value: (lower + error) / 2 };
        below += w;
        if (below > total / 2) return { value: error };
        if (below === total / 2) lower = error;
      }
      return { value: lower ?? 0 };
    };
  },
};

/** Largest absolute error of a row that has weight. */
export const maxError: RowMetric<'regression'> = {
  ...facts,
  id: 'max_error',
  interval: 'bootstrap',
  approximate: true,
  from: 'rows',
  over: (sample) => {
    const sorted = sortedErrors(sample);
    if ('reason' in sorted) return sorted;
    const { order, errors } = sorted;
    return (weights) => {
      for (let i = order.length - 1; i >= 0; i--) {
        const row = order[i] as number;
        if ((weights[row] as number) > 0) return { value: errors[row] as number };
      }
      return undefinedFor('no-weight');
    };
  },
};

function sortedErrors({
  labels,
  predictions,
}: RegressionSample): { order: Int32Array; errors: Float64Array } | Undefined {
  if (!allFinite(labels) || !allFinite(predictions)) return undefinedFor('not-finite');
  const errors = labels.map((label, row) => Math.abs(label - (predictions[row] as number)));
  return { order: ascendingOrder(errors), errors };
}
