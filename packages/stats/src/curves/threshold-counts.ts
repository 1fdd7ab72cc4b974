import { ascendingOrder } from '../order.ts';
import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, type BinarySample, weightsOf } from '../sample.ts';

/** For each distinct score, from the highest: the (weighted) positives and negatives that score at least it. */
export interface ThresholdCounts {
  readonly thresholds: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

/** One pass over the rows in the order of their scores: what every curve of thresholds is made of. */
export function thresholdCounts(sample: BinarySample): ThresholdCounts | Undefined {
  const { labels, scores } = sample;
  if (labels.length === 0) return undefinedFor('no-rows');
  if (!scores) return undefinedFor('no-scores');
  if (!allFinite(scores)) return undefinedFor('not-finite');
  const weights = weightsOf(sample);
  const order = ascendingOrder(scores);
  const thresholds = new Float64Array(labels.length);
  const truePositives = new Float64Array(labels.length);
  const falsePositives = new Float64Array(labels.length);
  let positives = 0;
  let negatives = 0;
  let distinct = 0;
  for (let i = labels.length - 1; i >= 0; i--) {
    const row = order[i] as number;
    if (labels[row] === 1) positives += weights[row] as number;
    else negatives += weights[row] as number;
    // Rows without weight make no threshold of their own above the first row that has weight.
    if ((i > 0 && scores[order[i - 1] as number] === scores[row]) || positives + negatives === 0) continue;
    thresholds[distinct] = scores[row] as number;
    truePositives[distinct] = positives;
    falsePositives[distinct] = negatives;
    distinct++;
  }
  if (distinct === 0) return undefinedFor('no-weight');
  return {
    thresholds: thresholds.subarray(0, distinct),
    truePositives: truePositives.subarray(0, distinct),
    falsePositives: falsePositives.subarray(0, distinct),
    positives,
    negatives,
  };
}
