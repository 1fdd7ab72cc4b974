import type { Undefined } from '../reason.ts';
import type { BinarySample } from '../sample.ts';
import { thresholdCounts } from './threshold-counts.ts';

/** What a threshold would give; `null` where no row is predicted positive, or there is no row of that class. */
export interface ThresholdRow {
  readonly threshold: number;
  /** Share of rows that score at least the threshold. */
  readonly selected: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly specificity: number | null;
  readonly f1: number | null;
}

const tenths = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** What each of a few thresholds would give, in the order given; by default the tenths of a probability. */
export function thresholdTable(
  sample: BinarySample,
  thresholds: readonly number[] = tenths,
): ThresholdRow[] | Undefined {
  const counts = thresholdCounts(sample);
  if ('reason' in counts) return counts;
  const { positives, negatives } = counts;
  return thresholds.map((threshold) => {
    // The lowest distinct score that is still at least the threshold; scores descend.
    const at = counts.thresholds.findLastIndex((score) => score >= threshold);
    const tp = counts.truePositives[at] ?? 0;
    const fp = counts.falsePositives[at] ?? 0;
    return {
      threshold,
      selected: (tp + fp) / (positives + negatives),
      precision: tp + fp > 0 ? tp / (tp + fp) : null,
      recall: positives > 0 ? tp / positives : null,
      specificity: negatives > 0 ? (negatives - fp) / negatives : null,
      f1: tp + fp + positives > 0 ? (2 * tp) / (tp + fp + positives) : null,
    };
  });
}
