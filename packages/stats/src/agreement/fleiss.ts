import type { Agreement, AgreementOptions } from './agreement.ts';
import { equalPairs } from './equal-pairs.ts';
import { patternsOf } from './patterns.ts';
import type { Ratings } from './ratings.ts';
import { bootstrapUnits } from './unit-bootstrap.ts';

/**
 * Fleiss' kappa of any number of annotators, who need not be the same for every unit, with a bootstrap interval.
 *
 * A unit's agreement is the share of equal pairs among its ratings, and its shares of categories are those of its ratings;
 * both are averaged over units, whatever their numbers of ratings: Gwet (2014), Handbook of Inter-Rater Reliability, 4th
 * edition, chapter 2, on the units with two ratings or more. Where all units have as many, this is Fleiss (1971),
 * Psychological Bulletin 76, 378-382.
 *
 * @throws RangeError for ratings that are no table, or senseless options
 */
export function fleissKappa(ratings: Ratings, options: AgreementOptions = {}): Agreement {
  const patterns = patternsOf(ratings);
  const unequal = Float64Array.from(patterns.codes, (codes) => {
    const pairs = (codes.length * (codes.length - 1)) / 2;
    return (pairs - equalPairs(codes)) / pairs;
  });
  return bootstrapUnits(
    patterns,
    (weights) => {
      const shares = new Float64Array(ratings.categories);
      let units = 0;
      let observed = 0;
      patterns.codes.forEach((codes, pattern) => {
        const weight = weights[pattern] as number;
        if (weight === 0) return;
        units += weight;
        observed += weight * (unequal[pattern] as number);
        for (const code of codes) shares[code] = (shares[code] as number) + weight / codes.length;
      });
      if (shares.filter((share) => share > 0).length < 2) return null;
      const expected = shares.reduce((sum, share) => sum + (share / units) * (1 - share / units), 0);
      return 1 - observed / units / expected;
    },
    options,
  );
}
