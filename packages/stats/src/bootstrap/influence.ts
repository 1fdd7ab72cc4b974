import { type Interval, noInterval, normalInterval } from '../intervals/interval.ts';
import type { RowMember } from '../metrics/asked.ts';
import { countOf } from '../metrics/sorted-by-score.ts';
import { type AnySample, rowsOf, type Samples, type Task } from '../sample.ts';

/** From so many rows on, they are not resampled one by one where there is another way. */
export const manyRows = 2000;

/**
 * From so many rows of each class on, the replicates of a smooth metric are normal; and from fewer, where these are not rare: of average
 * precision rare positives have a wide and skewed distribution.
 */
export const manyOfEachClass = { rare: 1000, common: 200, commonShare: 0.01 } as const;

/** Up to so many rows of a class with a smaller share than {@link manyOfEachClass} has it, each is a cell by itself. */
export const mostOfRareClass = 10_000;

/** Whether metrics of scores are resampled in cells in place of rows. */
export function isMany(sample: AnySample): boolean {
  return rowsOf(sample) >= manyRows;
}

/**
 * Whether there are so many rows, of each class too, that a smooth metric's replicates are normal: then their variance is
 * the sum of squares of its derivatives by the rows' weights, to which a bootstrap comes close with noise of its own.
 */
export function isLarge(sample: AnySample): boolean {
  if (!isMany(sample)) return false;
  const { labels } = sample;
  if (!(labels instanceof Uint8Array || labels instanceof Int32Array)) return true;
  const counts = countsOf(labels);
  const { rare, common, commonShare } = manyOfEachClass;
  const enough = Math.min(rare, Math.max(common, commonShare * labels.length));
  return counts.length > 1 && counts.every((count) => count >= enough);
}

/**
 * Whether positives are so rare that average precision hangs on the few that are ranked highest: with 1,046 of a million its derivatives
 * have 0.90 of its standard error, with 3,000 0.97, with 10,000 1.00.
 */
export function hasRarePositives({ labels }: AnySample): boolean {
  if (!(labels instanceof Uint8Array)) return false;
  const positives = countOf(labels);
  return positives < mostOfRareClass && positives < manyOfEachClass.commonShare * labels.length;
}

/** How many rows have each label; those of two classes are summed, in a fifth of the time. */
function countsOf(labels: Uint8Array | Int32Array): number[] {
  if (labels instanceof Uint8Array) {
    const positives = countOf(labels);
    return positives === 0 ? [labels.length] : [labels.length - positives, positives];
  }
  const counts: number[] = [];
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return counts;
}

/** The derivatives of a member's metric by the weights of rows, where it is smooth in them. */
export function influenceOf<T extends Task>(
  sample: Samples[T],
  { metric, spec, argument }: RowMember<T>,
): Float64Array | undefined {
  const weighted = metric.over(sample, spec, argument);
  return typeof weighted === 'function' ? weighted.influence?.() : undefined;
}

/** The interval of an estimate whose variance is the sum of squares of its derivatives. */
export function varianceInterval(
  value: number,
  variance: number,
  confidence: number,
  range: readonly [number, number],
): Interval {
  if (!Number.isFinite(variance) || variance === 0) return noInterval('no-variation', value);
  return normalInterval(value, variance, confidence, range);
}
