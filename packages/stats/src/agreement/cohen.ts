import { normalInterval } from '../intervals/interval.ts';
import { type Agreement, type AgreementOptions, withInterval, withoutInterval } from './agreement.ts';
import { checkRatings, type Ratings } from './ratings.ts';

/** What two ratings count that are not equal: nothing, or the less the further apart they are on the scale. */
export type KappaWeights = 'none' | 'linear' | 'quadratic';

/**
 * Cohen's kappa of two annotators, on the units that both rated, with the interval from its large-sample variance, clipped
 * to [-1, 1].
 *
 * Cohen (1960), Educational and Psychological Measurement 20, 37-46; with weights (1968), Psychological Bulletin 70,
 * 213-220. Distances are between places on the scale, categories that nobody gave included. Variance: Fleiss, Cohen &
 * Everitt (1969), Psychological Bulletin 72, 323-327, equation 8.
 *
 * @param pair which two annotators: columns of the table
 * @throws RangeError for ratings that are no table, a column that it does not have, or a senseless confidence
 */
export function cohensKappa(
  ratings: Ratings,
  [first, second]: readonly [number, number],
  {
    weights = 'none',
    confidence = 0.95,
  }: { weights?: KappaWeights } & Pick<AgreementOptions, 'confidence'> = {},
): Agreement {
  const { n, cells, shares } = crossTable(ratings, first, second);
  const counted = { n, ratings: 2 * n, confidence };
  if (n === 0) return withoutInterval(counted, 'no-pairs');
  if (n === 1) return withoutInterval(counted, 'one-unit');
  const distance = distanceOn(ratings.categories, weights);
  // Each category's mean distance from the ratings of the other annotator.
  const [fromSecond, fromFirst] = [meanDistances(shares[1], distance), meanDistances(shares[0], distance)];
  const expected = shares[0].reduce((sum, share, code) => sum + share * (fromSecond[code] as number), 0);
  if (expected === 0) return withoutInterval(counted, 'one-category');
  let observed = 0;
  for (const { a, b, share } of cells) observed += share * distance(a, b);
  const ratio = observed / expected;
  // The paper's equation in distances instead of agreements, so that its difference of squares is one square.
  let variance = 0;
  for (const { a, b, share } of cells) {
    const deviation =
      distance(a, b) - ratio * ((fromSecond[a] as number) + (fromFirst[b] as number) - expected);
    variance += (share * deviation ** 2) / (n * expected ** 2);
  }
  if (variance === 0) return withoutInterval(counted, 'no-variation', 1 - ratio);
  const interval = normalInterval(1 - ratio, variance, confidence, [-1, 1]);
  return withInterval(counted, interval, 'fleiss-cohen-everitt');
}

interface CrossTable {
  /** Units that both annotators rated. */
  readonly n: number;
  /** The pairs of codes that occur, with their share of units. */
  readonly cells: readonly { readonly a: number; readonly b: number; readonly share: number }[];
  /** The share of each category among either's ratings. */
  readonly shares: readonly [Float64Array, Float64Array];
}

function crossTable(ratings: Ratings, first: number, second: number): CrossTable {
  checkRatings(ratings);
  const { codes, annotators, categories } = ratings;
  for (const column of [first, second])
    if (!(Number.isInteger(column) && column >= 0 && column < annotators))
      throw new RangeError(`an annotator is one of ${annotators} columns, not ${column}`);
  const counts = new Map<number, number>();
  let n = 0;
  for (let start = 0; start < codes.length; start += annotators) {
    const a = codes[start + first] as number;
    const b = codes[start + second] as number;
    if (a < 0 || b < 0) continue;
    n++;
    counts.set(a * categories + b, (counts.get(a * categories + b) ?? 0) + 1);
  }
  const totals = [new Float64Array(categories), new Float64Array(categories)] as const;
  const cells = [...counts].map(([cell, count]) => {
    const [a, b] = [Math.floor(cell / categories), cell % categories];
    totals[0][a] = (totals[0][a] as number) + count;
    totals[1][b] = (totals[1][b] as number) + count;
    return { a, b, share: count / n };
  });
  return { n, cells, shares: [totals[0].map((count) => count / n), totals[1].map((count) => count / n)] };
}

/** 0 for equal categories, 1 for unequal ones or, with weights, for the two ends of the scale. */
function distanceOn(categories: number, weights: KappaWeights): (a: number, b: number) => number {
  if (weights === 'none') return (a, b) => (a === b ? 0 : 1);
  const power = weights === 'linear' ? 1 : 2;
  return (a, b) => (Math.abs(a - b) / Math.max(1, categories - 1)) ** power;
}

function meanDistances(shares: Float64Array, distance: (a: number, b: number) => number): Float64Array {
  const used = [...shares.keys()].filter((code) => shares[code] !== 0);
  return shares.map((_, from) =>
    used.reduce((sum, to) => sum + (shares[to] as number) * distance(from, to), 0),
  );
}
