import { countOf, orderedPairs } from '../metrics/ranking-influence.ts';
import { type SortedByScore, sortedByScore } from '../metrics/sorted-by-score.ts';
import { isAscending } from '../order.ts';
import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite } from '../sample.ts';
import { sparePair } from '../spare.ts';

/** Area under the ROC curve and the variance of that estimate; no variance with a single row of either class. */
export type DeLong =
  | { readonly auc: number; readonly variance: number | null; readonly reason?: undefined }
  | (Undefined & { readonly auc: null; readonly variance: null });

/** Two areas on the same rows, their difference `aucB - aucA`, and the variance of that difference. */
export type DeLongPaired =
  | {
      readonly aucA: number;
      readonly aucB: number;
      readonly difference: number;
      readonly varianceOfDifference: number | null;
      readonly reason?: undefined;
    }
  | (Undefined & {
      readonly aucA: null;
      readonly aucB: null;
      readonly difference: null;
      readonly varianceOfDifference: null;
    });

/**
 * Area under the ROC curve with DeLong's variance, in O(n log n) by one sort instead of all pairs.
 *
 * DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44, 837-845; the fast form: Sun & Xu (2014), IEEE Signal
 * Processing Letters 21, 1389-1393. Labels are 0 or 1, scores are finite.
 */
export function deLong(labels: Uint8Array, scores: Float64Array): DeLong {
  const reason = whyUndefined(labels, scores);
  if (reason) return { ...reason, auc: null, variance: null };
  const sorted = sortedByScore({ labels, label: 1 }, scores);
  if ('reason' in sorted) return { ...sorted, auc: null, variance: null };
  const positives = countOf(labels);
  const negatives = labels.length - positives;
  const auc = orderedPairs(sorted) / (positives * negatives);
  if (negatives < 2 || positives < 2) return { auc, variance: null };
  const { ofPositives, ofNegatives } = squaredPlacements(sorted, auc, positives);
  return {
    auc,
    variance: ofPositives / (positives - 1) / positives + ofNegatives / (negatives - 1) / negatives,
  };
}

/** The squared distances of all placements from their mean, summed in each class: of the rows one after the other, none kept. */
function squaredPlacements({ positive, tied }: SortedByScore, area: number, positives: number) {
  const negatives = positive.length - positives;
  let ofPositives = 0;
  let ofNegatives = 0;
  let positivesBelow = 0;
  for (let start = 0, end = 0; start < positive.length; start = end) {
    let tiedPositives = 0;
    do tiedPositives += positive[end] as number;
    while (tied[end++] === 1);
    const tiedNegatives = end - start - tiedPositives;
    const ofPositive = (start - positivesBelow + tiedNegatives / 2) / negatives - area;
    const ofNegative = (positives - positivesBelow - tiedPositives / 2) / positives - area;
    ofPositives += tiedPositives * ofPositive * ofPositive;
    ofNegatives += tiedNegatives * ofNegative * ofNegative;
    positivesBelow += tiedPositives;
  }
  return { ofPositives, ofNegatives };
}

/** DeLong's test of two scores on the same rows: as {@link deLong}, with the covariance of the two areas. */
export function deLongPaired(labels: Uint8Array, scoresA: Float64Array, scoresB: Float64Array): DeLongPaired {
  const reason = whyUndefined(labels, scoresA) ?? whyUndefined(labels, scoresB);
  if (reason) return { ...reason, aucA: null, aucB: null, difference: null, varianceOfDifference: null };
  const [a, b] = sparePair(labels.length);
  place(labels, scoresA, a);
  place(labels, scoresB, b);
  const [aucA, aucB] = [areaOf(labels, a), areaOf(labels, b)];
  const difference = aucB - aucA;
  return { aucA, aucB, difference, varianceOfDifference: varianceOf(labels, a, b, difference) };
}

function whyUndefined(labels: Uint8Array, scores: Float64Array): Undefined | undefined {
  if (labels.length === 0) return undefinedFor('no-rows');
  if (!labels.includes(1) || !labels.includes(0)) return undefinedFor('one-class');
  return allFinite(scores) ? undefined : undefinedFor('not-finite');
}

/**
 * Writes the placement of each row among the rows of the other class: for a positive the share of negatives that score below
 * it, for a negative the share of positives above it, ties counting half. Their mean in either class is the area.
 */
function place(labels: Uint8Array, scores: Float64Array, values: Float64Array): void {
  const sorted = sortedByScore({ labels, label: 1 }, scores);
  if ('reason' in sorted) throw new TypeError(`scores without an order: ${sorted.reason}`);
  const { positive, tied } = sorted;
  const order = isAscending(scores) ? undefined : sorted.order;
  const rows = labels.length;
  const positives = countOf(labels);
  const negatives = rows - positives;
  let positivesBelow = 0;
  for (let start = 0, end = 0; start < rows; start = end) {
    let tiedPositives = 0;
    do tiedPositives += positive[end] as number;
    while (tied[end++] === 1);
    const ofPositive = (start - positivesBelow + (end - start - tiedPositives) / 2) / negatives;
    const ofNegative = (positives - positivesBelow - tiedPositives / 2) / positives;
    for (let i = start; i < end; i++) {
      // Not chosen by the label, which no processor foresees.
      const one = positive[i] as number;
      const row = order === undefined ? i : (order[i] as number);
      values[row] = one * ofPositive + (1 - one) * ofNegative;
    }
    positivesBelow += tiedPositives;
  }
}

/** The area: the mean of the placements of positives. */
function areaOf(labels: Uint8Array, placed: Float64Array): number {
  let sum = 0;
  let positives = 0;
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    positives += label;
    sum += label * (placed[row] as number);
  }
  return sum / positives;
}

/**
 * The variance of a difference of two areas, S10/m + S01/n of the rows' own differences: the sample variance in each class over
 * that class's size. It is the same as from the covariances, and does not cancel.
 */
function varianceOf(
  labels: Uint8Array,
  before: Float64Array,
  after: Float64Array,
  mean: number,
): number | null {
  let positives = 0;
  let ofPositives = 0;
  let ofNegatives = 0;
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    const off = (after[row] as number) - (before[row] as number) - mean;
    const square = off * off;
    positives += label;
    ofPositives += label * square;
    ofNegatives += (1 - label) * square;
  }
  const negatives = labels.length - positives;
  if (negatives < 2 || positives < 2) return null;
  return ofPositives / (positives - 1) / positives + ofNegatives / (negatives - 1) / negatives;
}
