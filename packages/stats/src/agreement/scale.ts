import { equalPairs } from './equal-pairs.ts';
import type { Patterns } from './patterns.ts';

/** How far apart two categories are: equal or not; by rank; or, given the number that each stands for, by value. */
export type AlphaScale = 'nominal' | 'ordinal' | Float64Array;

/** Sums of distances over ordered pairs of ratings, each pair shared out among the ratings that one can be paired with. */
export interface Disagreement {
  /** Of the pairs within a unit, for each pattern. */
  readonly observed: Float64Array;
  /** Of all pairs, whatever their unit. 0 where all ratings are of one category. */
  readonly expected: number;
}

/**
 * The disagreement on a scale, where categories have so many ratings. Krippendorff's ordinal distance is that between the
 * mean ranks of two categories among all ratings; and squared distances of all pairs are a sum of squares, so that no
 * matrix of coincidences is needed.
 *
 * @throws RangeError for numbers that are missing or not finite
 */
export function disagreementOn(
  scale: AlphaScale,
  patterns: Patterns,
  categories: number,
): (counts: Float64Array) => Disagreement {
  if (scale === 'nominal') {
    const observed = Float64Array.from(patterns.codes, unequalPairs);
    return (counts) => ({ observed, expected: unequalCounts(counts) });
  }
  if (scale === 'ordinal') {
    return (counts) => {
      const ranks = meanRanks(counts);
      return { observed: squaresWithin(patterns, ranks), expected: squaresAmong(counts, ranks) };
    };
  }
  if (scale.length !== categories || !scale.every(Number.isFinite))
    throw new RangeError(`an interval scale has a finite number for each of ${categories} categories`);
  const places = onUnitRange(scale, patterns);
  const observed = squaresWithin(patterns, places);
  return (counts) => ({ observed, expected: squaresAmong(counts, places) });
}

function unequalPairs(codes: Int32Array): number {
  return codes.length - (2 * equalPairs(codes)) / (codes.length - 1);
}

function unequalCounts(counts: Float64Array): number {
  const total = sumOf(counts);
  return counts.reduce((sum, count) => sum + count * (total - count), 0) / (total - 1);
}

/** The mean rank of each category's ratings, from 0. */
function meanRanks(counts: Float64Array): Float64Array {
  let below = 0;
  return counts.map((count) => {
    below += count;
    return below - count / 2;
  });
}

/** From 0 for the least to 1 for the largest number that was given: alpha is the same, and no square overflows. */
function onUnitRange(scale: Float64Array, { codes }: Patterns): Float64Array {
  const given = new Set(codes.flatMap((ratings) => [...ratings]));
  let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const code of given) {
    // Halved before subtracting: two huge numbers have a distance too.
    const half = (scale[code] as number) / 2;
    [least, largest] = [Math.min(least, half), Math.max(largest, half)];
  }
  return scale.map((value, code) =>
    given.has(code) && largest > least ? (value / 2 - least) / (largest - least) : 0,
  );
}

function squaresWithin({ codes }: Patterns, places: Float64Array): Float64Array {
  return Float64Array.from(codes, (ratings) => {
    let sum = 0;
    for (const code of ratings) sum += places[code] as number;
    let squares = 0;
    for (const code of ratings) squares += ((places[code] as number) - sum / ratings.length) ** 2;
    return (2 * ratings.length * squares) / (ratings.length - 1);
  });
}

function squaresAmong(counts: Float64Array, places: Float64Array): number {
  const total = sumOf(counts);
  const mean = counts.reduce((sum, count, code) => sum + count * (places[code] as number), 0) / total;
  let squares = 0;
  let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  counts.forEach((count, code) => {
    if (count === 0) return;
    const place = places[code] as number;
    squares += count * (place - mean) ** 2;
    [least, largest] = [Math.min(least, place), Math.max(largest, place)];
  });
  // The mean of equal numbers may be none of them, by rounding.
  return least === largest ? 0 : (2 * total * squares) / (total - 1);
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
