import { normalInterval } from '../intervals/interval.ts';
import {
  type Agreement,
  type AgreementOptions,
  ROUNDING,
  withInterval,
  withoutInterval,
} from './agreement.ts';
import { checkRatings, type Ratings } from './ratings.ts';

/** What two ratings count that are not equal: nothing, or the less the further apart they are on the scale. */
export type KappaWeights = 'none' | 'linear' | 'quadratic';

/**
 * Cohen's kappa of two annotators, on the units that both rated, with the interval from its large-sample variance, clipped
 * to [-1, 1].
 *
 * Cohen (1960), Educational and Psychological Measurement 20, 37-46; with weights (1968), Psychological Bulletin 70,
 * 213-220. Distances are between places on the scale, categories that nobody gave included. Variance: Fleiss, Cohen &
 * Everitt (1969), Psychological Bulletin 72, 323-327.
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
  const { n, cells, totals } = crossTable(ratings, first, second);
  const counted = { n, ratings: 2 * n, confidence };
  if (n === 0) return withoutInterval(counted, 'no-pairs');
  if (n === 1) return withoutInterval(counted, 'one-unit');
  const distance = distanceOn(weights);
  // Sums over pairs of units, not means: whole numbers, so that no agreement beyond chance is exactly 0.
  const fromSecond = distancesFrom(totals[1], distance);
  const fromFirst = distancesFrom(totals[0], distance);
  const expected = totals[0].reduce((sum, count, code) => sum + count * (fromSecond[code] as number), 0);
  if (expected === 0) return withoutInterval(counted, 'one-category');
  const observed = cells.reduce((sum, { a, b, count }) => sum + n * count * distance(a, b), 0);
  const ratio = observed / expected;
  // The paper's equation in distances instead of agreements, so that its difference of squares is one square.
  let variance = 0;
  for (const { a, b, count } of cells) {
    const chance = n * (fromSecond[a] as number) + n * (fromFirst[b] as number) - expected;
    const deviation = (n * n * distance(a, b) - ratio * chance) / expected;
    variance += (count * deviation ** 2) / (n * n);
  }
  if (variance < ROUNDING ** 2) return withoutInterval(counted, 'no-variation', 1 - ratio);
  const interval = normalInterval(1 - ratio, variance, confidence, [-1, 1]);
  return withInterval(counted, interval, 'fleiss-cohen-everitt');
}

interface CrossTable {
  /** Units that both annotators rated. */
  readonly n: number;
  /** The pairs of codes that occur, with their number of units. */
  readonly cells: readonly { readonly a: number; readonly b: number; readonly count: number }[];
  /** The number of each category among either's ratings. */
  readonly totals: readonly [Float64Array, Float64Array];
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
    return { a, b, count };
  });
  return { n, cells, totals };
}

/** In any unit: kappa is a ratio of distances. */
function distanceOn(weights: KappaWeights): (a: number, b: number) => number {
  if (weights === 'none') return (a, b) => (a === b ? 0 : 1);
  return weights === 'linear' ? (a, b) => Math.abs(a - b) : (a, b) => (a - b) ** 2;
}

/** From each category, the sum of distances to all ratings of one annotator. */
function distancesFrom(totals: Float64Array, distance: (a: number, b: number) => number): Float64Array {
  const used = [...totals.keys()].filter((code) => totals[code] !== 0);
  return totals.map((_, from) =>
    used.reduce((sum, to) => sum + (totals[to] as number) * distance(from, to), 0),
  );
}
