import { ascendingOrder, isAscending } from '../order.ts';
import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, type BinarySample } from '../sample.ts';

/** For each distinct score, from the highest: the (weighted) positives and negatives that score at least it. */
export interface ThresholdCounts {
  readonly thresholds: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

/**
 * One pass over the rows in the order of their scores: what every curve of thresholds is made of.
 *
 * @param step thresholds are left out at which no curve has moved by more than this share of its axis since the last one
 */
export function thresholdCounts(sample: BinarySample, step = 0): ThresholdCounts | Undefined {
  const { labels, scores } = sample;
  if (labels.length === 0) return undefinedFor('no-rows');
  if (!scores) return undefinedFor('no-scores');
  if (!allFinite(scores)) return undefinedFor('not-finite');
  const { weights } = sample;
  const weightOf = (row: number) => (weights === undefined ? 1 : (weights[row] as number));
  const order = isAscending(scores) ? undefined : ascendingOrder(scores);
  const rowAt = (place: number) => (order === undefined ? place : (order[place] as number));
  const all = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as 0 | 1;
    all[label] = (all[label] as number) + weightOf(row);
  }
  const [stepOfNegatives = 0, stepOfPositives = 0] = all.map((sum) => sum * step);
  const thresholds: number[] = [];
  const truePositives: number[] = [];
  const falsePositives: number[] = [];
  let positives = 0;
  let negatives = 0;
  let lastPositives = 0;
  let lastNegatives = 0;
  for (let i = labels.length - 1; i >= 0; i--) {
    const row = rowAt(i);
    const label = labels[row] as number;
    const weight = weightOf(row);
    // Not chosen by the label, which no processor foresees.
    positives += label * weight;
    negatives += (1 - label) * weight;
    const selected = positives + negatives;
    // Rows without weight make no threshold of their own above the first row that has weight.
    if ((i > 0 && scores[rowAt(i - 1)] === scores[row]) || selected === 0) continue;
    const morePositives = positives - lastPositives;
    const moreNegatives = negatives - lastNegatives;
    const near =
      morePositives < stepOfPositives &&
      moreNegatives < stepOfNegatives &&
      // Precision moves by no more than this.
      morePositives + moreNegatives < step * selected;
    if (near && i > 0) continue;
    thresholds.push(scores[row] as number);
    truePositives.push(positives);
    falsePositives.push(negatives);
    lastPositives = positives;
    lastNegatives = negatives;
  }
  if (thresholds.length === 0) return undefinedFor('no-weight');
  return {
    thresholds: Float64Array.from(thresholds),
    truePositives: Float64Array.from(truePositives),
    falsePositives: Float64Array.from(falsePositives),
    positives,
    negatives,
  };
}
