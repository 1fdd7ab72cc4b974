import { type Interval, noInterval } from '../intervals/interval.ts';

/** With fewer defined replicates than this share, an interval of those left would speak of another population. */
const smallestDefinedShare = 0.95;

/**
 * Percentile interval around `value` from the ascending deviations of its replicates, of which `of` were asked for: Efron
 * & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13, with quantiles interpolated linearly. An interval that
 * would leave its own estimate out (maxima, calibration errors) is extended to it.
 */
export function percentileInterval(
  value: number,
  deviations: Float64Array,
  of: number,
  confidence: number,
): Interval {
  if (deviations.length === 0 || deviations.length < smallestDefinedShare * of) {
    return noInterval('replicates-undefined', value);
  }
  const low = value + Math.min(0, quantile(deviations, (1 - confidence) / 2));
  const high = value + Math.max(0, quantile(deviations, (1 + confidence) / 2));
  return { value, low, high };
}

/** Quantile of ascending values, interpolated linearly between ranks (numpy's default). */
function quantile(ascending: Float64Array, probability: number): number {
  const position = probability * (ascending.length - 1);
  const below = Math.floor(position);
  const low = ascending[below] as number;
  const high = ascending[Math.min(below + 1, ascending.length - 1)] as number;
  return low + (position - below) * (high - low);
}
