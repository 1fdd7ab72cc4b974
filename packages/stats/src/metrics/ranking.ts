import { type Undefined, undefinedFor } from '../reason.ts';
import type { RowMetric, WeightedMetric } from './metric.ts';
import { influenceOnArea, influenceOnPrecision } from './ranking-influence.ts';
import { type Positives, sortedByScore } from './sorted-by-score.ts';
import { unweightedArea, unweightedPrecision } from './unweighted-ranking.ts';

const facts = { direction: 'higher', range: [0, 1], needs: 'score', from: 'rows' } as const;

/** Area under the ROC curve: the probability that a positive scores above a negative, ties counting half. */
export const rocAuc: RowMetric<'binary'> = {
  ...facts,
  id: 'roc_auc',
  unit: 'proportion',
  interval: 'delong',
  scale: 'logit',
  over: ({ labels, scores }) => areaUnderRoc({ labels, label: 1 }, scores),
};

/** Area under the ROC curve of the rows with a label against all others. */
export function areaUnderRoc(of: Positives, scores: Float64Array | undefined): WeightedMetric | Undefined {
  const sorted = sortedByScore(of, scores);
  if ('reason' in sorted) return sorted;
  const { positive, tied } = sorted;
  const measured = (weights: Float64Array) => {
    const { order } = sorted;
    let below = 0;
    let negatives = 0;
    let tiedPositives = 0;
    let positives = 0;
    let area = 0;
    for (let i = 0; i < order.length; i++) {
      const w = weights[order[i] as number] as number;
      if (positive[i] === 1) tiedPositives += w;
      else negatives += w;
      if (tied[i] === 1) continue;
      area += tiedPositives * (below + negatives);
      positives += tiedPositives;
      below = negatives;
      tiedPositives = 0;
    }
    if (positives === 0 || negatives === 0) return undefinedFor('one-class');
    return { value: area / (2 * positives * negatives) };
  };
  return Object.assign(measured, {
    influence: () => influenceOnArea(sorted),
    unweighted: () => ({ value: unweightedArea(sorted) }),
  });
}

/** Average precision: the sum over thresholds of precision times the step in recall, without interpolation. */
export const averagePrecision: RowMetric<'binary'> = {
  ...facts,
  id: 'average_precision',
  unlessRare: true,
  unit: 'proportion',
  interval: 'symmetric',
  scale: 'logit',
  over: ({ labels, scores }) => precisionOverRecall({ labels, label: 1 }, scores),
};

/** Average precision of the rows with a label among all. */
export function precisionOverRecall(
  of: Positives,
  scores: Float64Array | undefined,
): WeightedMetric | Undefined {
  const sorted = sortedByScore(of, scores);
  if ('reason' in sorted) return sorted;
  const { positive, tied } = sorted;
  const measured = (weights: Float64Array) => {
    const { order } = sorted;
    let above = 0;
    let positives = 0;
    let tiedPositives = 0;
    let sum = 0;
    for (let i = order.length - 1; i >= 0; i--) {
      const w = weights[order[i] as number] as number;
      above += w;
      if (positive[i] === 1) tiedPositives += w;
      if (i > 0 && tied[i - 1] === 1) continue;
      positives += tiedPositives;
      if (tiedPositives > 0) sum += (tiedPositives * positives) / above;
      tiedPositives = 0;
    }
    return positives > 0 ? { value: sum / positives } : undefinedFor('no-positives');
  };
  return Object.assign(measured, {
    influence: (into?: Float64Array) => influenceOnPrecision(sorted, into),
    precisionOf: sorted,
    unweighted: () => unweightedPrecision(sorted),
  });
}
