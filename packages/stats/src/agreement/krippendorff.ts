import type { Agreement, AgreementOptions } from './agreement.ts';
import { patternsOf, ratingCounts } from './patterns.ts';
import type { Ratings } from './ratings.ts';
import { type AlphaScale, disagreementOn } from './scale.ts';
import { bootstrapUnits } from './unit-bootstrap.ts';

/**
 * Krippendorff's alpha of any number of annotators, with any ratings missing, and its bootstrap interval.
 *
 * 1 - observed / expected disagreement: that of the pairs of ratings of each unit, and that of all pairs of ratings.
 * Krippendorff (2019), Content Analysis, 4th edition, chapter 12; (2011), Computing Krippendorff's Alpha-Reliability.
 *
 * @param scale for the interval scale: the finite number that each category stands for
 * @throws RangeError for ratings that are no table, numbers that are missing or not finite, or senseless options
 */
export function krippendorffAlpha(
  ratings: Ratings,
  scale: AlphaScale,
  options: AgreementOptions = {},
): Agreement {
  const patterns = patternsOf(ratings);
  const disagreement = disagreementOn(scale, patterns, ratings.categories);
  return bootstrapUnits(
    patterns,
    (weights) => {
      const counts = ratingCounts(patterns, weights, ratings.categories);
      const { observed, expected } = disagreement(counts);
      return expected > 0 ? 1 - weightedSum(observed, weights) / expected : null;
    },
    options,
  );
}

function weightedSum(values: Float64Array, weights: Float64Array): number {
  return values.reduce((sum, value, index) => sum + value * (weights[index] as number), 0);
}
