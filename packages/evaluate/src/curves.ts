import type { Curves } from '@assay/contract';
import {
  areProbabilities,
  ascendingOrder,
  type BinarySample,
  calibrationCurve,
  confusionMatrix,
  type Samples,
  thresholdCurves,
  weightedQuantile,
} from '@assay/stats';
import type { TaskSample } from './predictions/sample.ts';

/**
 * Curves for the plots of a report, thinned; what is undefined for these rows is left out.
 *
 * @param threshold of a binary task's classes, where the evaluation names one
 */
export function curvesOf({ task, sample }: TaskSample, threshold?: number): Curves {
  switch (task) {
    case 'binary':
      return { ...curvesOfScores(sample), ...confusionOf(confusionMatrix(task, sample, threshold)) };
    case 'multiclass':
      return confusionOf(confusionMatrix(task, sample));
    case 'regression':
      return residualsOf(sample);
    default:
      return {};
  }
}

function curvesOfScores(sample: BinarySample): Curves {
  if (sample.scores === undefined) return {};
  const { roc, precisionRecall, gain } = thresholdCurves(sample);
  const calibration = areProbabilities(sample.scores) ? calibrationCurve(sample) : undefined;
  return {
    ...(Array.isArray(roc) && { roc: roc.map((point) => [point.falsePositiveRate, point.truePositiveRate]) }),
    ...(Array.isArray(precisionRecall) && {
      'precision-recall': precisionRecall.map((point) => [point.recall, point.precision]),
    }),
    ...(Array.isArray(gain) && { gain: gain.map((point) => [point.selected, point.found]) }),
    ...(Array.isArray(calibration) && {
      calibration: calibration.map(({ meanScore, observed, low, high, n }) => ({
        predicted: meanScore,
        observed,
        low,
        high,
        n,
      })),
    }),
  };
}

/** A larger matrix is neither read by people nor small enough for a record. */
const MOST_CLASSES = 50;

function confusionOf(matrix: ReturnType<typeof confusionMatrix>): Curves {
  if ('reason' in matrix || matrix.classes.length > MOST_CLASSES) return {};
  return { confusion: { classes: [...matrix.classes], counts: matrix.counts.map((row) => [...row]) } };
}

/** Quantiles of residuals, each the least that this share of the weight does not exceed. */
function residualsOf({ labels, predictions, weights }: Samples['regression']): Curves {
  const residuals = labels.map((label, row) => label - (predictions[row] ?? Number.NaN));
  const order = ascendingOrder(residuals);
  const counting = weights ?? new Float64Array(labels.length).fill(1);
  const quantiles = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99].flatMap((quantile) => {
    const found = weightedQuantile(residuals, order, quantile)(counting);
    return 'reason' in found ? [] : [{ quantile, value: found.value }];
  });
  return quantiles.length === 0 ? {} : { residuals: quantiles };
}
