import { undefinedFor } from '../reason.ts';
import { allFinite } from '../sample.ts';
import type { RowMetric } from './metric.ts';

/** Coefficient of determination: 1 - mean squared error / variance of labels. Undefined for constant labels. */
export const r2: RowMetric<'regression'> = shareOfVariance('r2', false);

/** As {@link r2}, but a constant error costs nothing: 1 - variance of errors / variance of labels. */
export const explainedVariance: RowMetric<'regression'> = shareOfVariance('explained_variance', true);

function shareOfVariance(id: string, forgiveBias: boolean): RowMetric<'regression'> {
  return {
    id,
    direction: 'higher',
    range: [Number.NEGATIVE_INFINITY, 1],
    unit: 'coefficient',
    needs: 'prediction',
    interval: 'symmetric',
    from: 'rows',
    over: ({ labels, predictions }) => {
      if (!allFinite(labels) || !allFinite(predictions)) return undefinedFor('not-finite');
      if (labels.length < 2) return undefinedFor('too-few-rows');
      // Measured from one of them, so that constant labels have a spread of exactly 0.
      const origin = labels[0] as number;
      const errors = labels.map((label, row) => label - (predictions[row] as number));
      const measured = (weights: Float64Array) => {
        let weight = 0;
        let labelSum = 0;
        let errorSum = 0;
        for (let row = 0; row < labels.length; row++) {
          const w = weights[row] as number;
          weight += w;
          labelSum += w * ((labels[row] as number) - origin);
          errorSum += w * (errors[row] as number);
        }
        if (weight === 0) return undefinedFor('no-weight');
        // A second pass around the means: sums of squares of large labels would cancel.
        const labelMean = labelSum / weight;
        const bias = forgiveBias ? errorSum / weight : 0;
        let spread = 0;
        let unexplained = 0;
        for (let row = 0; row < labels.length; row++) {
          const w = weights[row] as number;
          spread += w * ((labels[row] as number) - origin - labelMean) ** 2;
          unexplained += w * ((errors[row] as number) - bias) ** 2;
        }
        return spread > 0 ? { value: 1 - unexplained / spread } : undefinedFor('constant-labels');
      };
      return Object.assign(measured, { influence: () => influenceOf(labels, errors, forgiveBias) });
    },
  };
}

/** How either mean lies does not matter to first order: each is where the sum of squares around it is least. */
function influenceOf(labels: Float64Array, errors: Float64Array, forgiveBias: boolean): Float64Array {
  const rows = labels.length;
  const mean = meanOf(labels);
  const bias = forgiveBias ? meanOf(errors) : 0;
  let spread = 0;
  let unexplained = 0;
  for (let row = 0; row < rows; row++) {
    spread += ((labels[row] as number) - mean) ** 2;
    unexplained += ((errors[row] as number) - bias) ** 2;
  }
  const influence = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const ofLabel = ((labels[row] as number) - mean) ** 2;
    const ofError = ((errors[row] as number) - bias) ** 2;
    influence[row] = ((unexplained / spread) * ofLabel - ofError) / spread;
  }
  return influence;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row] as number;
  return sum / values.length;
}
