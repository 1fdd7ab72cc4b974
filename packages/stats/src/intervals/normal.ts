import normalProbability from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** Half-width of the two-sided normal interval at this confidence, in standard errors: 1.96 at 0.95. */
export function criticalValue(confidence: number): number {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence is between 0 and 1, not ${confidence}`);
  return normalQuantile(0.5 + confidence / 2, 0, 1);
}

/** The point that a standard normal variable stays below with this probability. */
export function standardNormalQuantile(probability: number): number {
  return normalQuantile(probability, 0, 1);
}

/** The probability that a standard normal variable is at most `value`. */
export function standardNormalProbability(value: number): number {
  return normalProbability(value, 0, 1);
}
