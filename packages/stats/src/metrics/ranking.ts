import { type Undefined, undefinedFor } from '../reason.ts';
import type { RowMetric, WeightedMetric } from './metric.ts';
import { influenceOnArea, influenceOnPrecision } from './ranking-influence.ts';
import { type Positives, sortedByScore } from './sorted-by-score.ts';

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
  const rows = of.labels.length;
  const { order, positive, tied } = sorted;
  const measured = (weights: Float64Array) => {
    let below = 0;
    let negatives = 0;
    let tiedPositives = 0;
    let positives = 0;
    let area = 0;
    for (let i = 0; i < rows; i++) {
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
  return Object.assign(measured, { influence: () => influenceOnArea(sorted) });
}

/** Average precision: the sum over thresholds of precision times the step in recall, without interpolation. */
export const averagePrecision: RowMetric<'binary'> = {
  ...facts,
  id: 'average_precision',
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
  const rows = of.labels.length;
  const { order, positive, tied } = sorted;
  const measured = (weights: Float64Array) => {
    let above = 0;
    let positives = 0;
    let tiedPositives = 0;
    let sum = 0;
    for (let i = rows - 1; i >= 0; i--) {
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
  return Object.assign(measured, { influence: () => influenceOnPrecision(sorted) });
}

/** Kolmogorov-Smirnov statistic: the largest distance between the score distributions of positives and negatives. */
export const ks: RowMetric<'binary'> = {
  ...facts,
  id: 'ks',
  unit: 'proportion',
  interval: 'reflected',
  approximate: true,
  over: ({ labels, scores }) => {
    const sorted = sortedByScore({ labels, label: 1 }, scores);
    if ('reason' in sorted) return sorted;
    const { order, positive, tied } = sorted;
    return (weights) => {
      let all = 0;
      let positives = 0;
      for (let i = 0; i < labels.length; i++) {
        const w = weights[order[i] as number] as number;
        all += w;
        positives += w * (positive[i] as number);
      }
      const negatives = all - positives;
      if (positives === 0 || negatives === 0) return undefinedFor('one-class');
      let ofPositives = 0;
      let ofNegatives = 0;
      let largest = 0;
      for (let i = 0; i < labels.length; i++) {
        const w = weights[order[i] as number] as number;
        if (positive[i] === 1) ofPositives += w;
        else ofNegatives += w;
        if (tied[i] === 1) continue;
        // The distance times the weights of both classes: to divide takes longer than all else here.
        const distance = Math.abs(ofPositives * negatives - ofNegatives * positives);
        if (distance > largest) largest = distance;
      }
      return { value: Math.min(1, largest / (positives * negatives)) };
    };
  },
};
