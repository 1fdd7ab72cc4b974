import { type Interval, noInterval } from '../intervals/interval.ts';
import type { Levels } from './levels.ts';

/** With fewer defined replicates than this share, an interval of those left would speak of another population. */
export const smallestDefinedShare = 0.95;

/**
 * Interval around `value` from the ascending deviations of its replicates, of which `of` were asked for, between two levels:
 * Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapters 13 and 14. An interval that would leave its own
 * estimate out (maxima, calibration errors) is extended to it.
 */
export function percentileInterval(
  value: number,
  deviations: Float64Array,
  of: number,
  [lowest, highest]: Levels,
): Interval {
  if (deviations.length === 0 || deviations.length < smallestDefinedShare * of) {
    return noInterval('replicates-undefined', value);
  }
  const low = value + Math.min(0, quantile(deviations, lowest));
  const high = value + Math.max(0, quantile(deviations, highest));
  return { value, low, high };
}

/**
 * As {@link percentileInterval}, turned round the estimate (the basic bootstrap interval): of a statistic that comes
 * out too high, as a distance does, replicates lie above the estimate as it lies above the truth. Davison & Hinkley (1997),
 * section 5.2.1.
 */
export function reflectedInterval(
  value: number,
  deviations: Float64Array,
  of: number,
  [lowest, highest]: Levels,
): Interval {
  const turned = deviations.map((deviation) => -deviation).reverse();
  return percentileInterval(value, turned, of, [1 - highest, 1 - lowest]);
}

/**
 * Quantile of ascending values, of which the k-th of B has rank k/(B + 1): a new value lies below it with just this
 * probability. Davison & Hinkley (1997), Bootstrap Methods and their Application, section 5.2.1.
 */
function quantile(ascending: Float64Array, probability: number): number {
  const position = probability * (ascending.length + 1) - 1;
  const below = Math.max(0, Math.min(ascending.length - 1, Math.floor(position)));
  const low = ascending[below] as number;
  const high = ascending[Math.min(below + 1, ascending.length - 1)] as number;
  return low + Math.max(0, Math.min(1, position - below)) * (high - low);
}
