import { checkRatings, type Ratings } from './ratings.ts';

/**
 * The units that were rated twice or more, those with the same ratings together: who gave which is not looked at. In the
 * order of their codes, so that nothing computed from them depends on the order of units or annotators.
 */
export interface Patterns {
  readonly units: number;
  readonly ratings: number;
  /** The ratings of each pattern: codes in ascending order. */
  readonly codes: readonly Int32Array[];
  /** Units of each pattern. */
  readonly times: Float64Array;
}

/** @throws RangeError as `checkRatings` does */
export function patternsOf(ratings: Ratings): Patterns {
  checkRatings(ratings);
  const found = new Map<string, { codes: Int32Array; times: number }>();
  for (let start = 0; start < ratings.codes.length; start += ratings.annotators) {
    const unit = ratings.codes.subarray(start, start + ratings.annotators);
    const codes = unit.filter((code) => code >= 0).sort();
    if (codes.length < 2) continue;
    const key = codes.join();
    const pattern = found.get(key);
    if (pattern) pattern.times++;
    else found.set(key, { codes, times: 1 });
  }
  const patterns = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pattern]) => pattern);
  return {
    units: patterns.reduce((sum, { times }) => sum + times, 0),
    ratings: patterns.reduce((sum, { codes, times }) => sum + times * codes.length, 0),
    codes: patterns.map(({ codes }) => codes),
    times: Float64Array.from(patterns, ({ times }) => times),
  };
}

/** How many ratings each category has, where patterns weigh so much. */
export function ratingCounts({ codes }: Patterns, weights: Float64Array, categories: number): Float64Array {
  const counts = new Float64Array(categories);
  codes.forEach((ratings, pattern) => {
    const weight = weights[pattern] as number;
    for (const code of ratings) counts[code] = (counts[code] as number) + weight;
  });
  return counts;
}
