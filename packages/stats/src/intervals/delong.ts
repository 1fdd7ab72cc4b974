import { ranked, type Squares, squaredDerivatives, squaredDifferences } from '../metrics/rankings.ts';
import { type SortedByScore, sortedByScore } from '../metrics/sorted-by-score.ts';
import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite } from '../sample.ts';

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
  return { auc: areaOf(sorted), variance: varianceOf(sorted, () => squaredDerivatives(sorted)) };
}

/** DeLong's test of two scores on the same rows: as {@link deLong}, with the covariance of the two areas. */
export function deLongPaired(labels: Uint8Array, scoresA: Float64Array, scoresB: Float64Array): DeLongPaired {
  const reason = whyUndefined(labels, scoresA) ?? whyUndefined(labels, scoresB);
  if (reason) return { ...reason, aucA: null, aucB: null, difference: null, varianceOfDifference: null };
  const [a, b] = [scoresA, scoresB].map((scores) => sortedByScore({ labels, label: 1 }, scores));
  if (!a || !b || 'reason' in a || 'reason' in b) throw new TypeError('scores that are finite have an order');
  const [aucA, aucB] = [areaOf(a), areaOf(b)];
  const varianceOfDifference = varianceOf(a, () => squaredDifferences(a, b));
  return { aucA, aucB, difference: aucB - aucA, varianceOfDifference };
}

function areaOf(sorted: SortedByScore): number {
  const { positives, negatives, pairs } = ranked(sorted);
  return pairs / (positives * negatives);
}

/**
 * S10/m + S01/n: the sample variance of placements in each class over that class's size. Of a difference of two areas it is that of the
 * rows' own differences: the same as from the covariances, and it does not cancel.
 */
function varianceOf(sorted: SortedByScore, squares: () => Squares): number | null {
  const { positives, negatives } = ranked(sorted);
  if (negatives < 2 || positives < 2) return null;
  const [ofPositives, ofNegatives] = squares().placements;
  return ofPositives / (positives - 1) / positives + ofNegatives / (negatives - 1) / negatives;
}

function whyUndefined(labels: Uint8Array, scores: Float64Array): Undefined | undefined {
  if (labels.length === 0) return undefinedFor('no-rows');
  if (!labels.includes(1) || !labels.includes(0)) return undefinedFor('one-class');
  return allFinite(scores) ? undefined : undefinedFor('not-finite');
}
