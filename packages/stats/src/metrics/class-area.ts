import { sortAscending } from '../bootstrap/ascending.ts';
import { undefinedFor, type Value } from '../reason.ts';
import type { Positives } from './sorted-by-score.ts';

/**
 * Steps of equal width from the least to the largest score of a class, of each of which it is known where its scores begin: so many that
 * most have one or none, up to a number that stays in a fast cache.
 */
const MOST_STEPS = 2 ** 17;

/** So few scores of a step are looked at one after the other. */
const FEW = 4;

/** The distinct scores of the rows of a class, ascending. */
interface Own {
  readonly scores: Float64Array;
  /** How many rows of the class score less than each, and in the end how many there are. */
  readonly below: Int32Array;
  /** How many of the scores are in the steps before each. */
  readonly first: Int32Array;
  readonly perUnit: number;
}

/**
 * The area under the ROC curve of a class against all others, and its derivatives by the weights of rows: those of ranking-influence.ts,
 * bit for bit. They follow from where each row scores among the rows of the class, so only these are sorted, and all others are read
 * one after the other: in the order of their scores, most of the time would go into memory from all over.
 *
 * @param scores finite
 * @param influence to which the derivatives are added; where the area is undefined, nothing is
 * @param places memory for a number of each row
 */
export function addClassArea(
  positive: Positives,
  scores: Float64Array,
  influence: Float64Array,
  places: Int32Array,
): Value {
  const positives = rowsOf(positive);
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return undefinedFor('one-class');
  // Of the same score for all rows, as a trivial model has, none is said to be more than any other.
  if (areAlike(scores)) return { value: 0.5 };
  const own = ownOf(scoresOf(positive, scores, positives));
  const others = countOthers(positive, scores, own, places);
  const { pairs, othersBelow } = rankedAmong(others, own);
  const area = pairs / (positives * negatives);
  const each = { below: own.below, othersBelow, area, positives, negatives };
  addByPlace(positive, places, each, influence);
  return { value: area };
}

/** @param scores of the rows of the class, which are sorted in place */
function ownOf(scores: Float64Array): Own {
  const sorted = sortAscending(scores);
  const below = new Int32Array(sorted.length + 1);
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue;
    below[distinct] = i;
    sorted[distinct++] = sorted[i] as number;
  }
  below[distinct] = sorted.length;
  const own = sorted.subarray(0, distinct);
  const least = own[0] as number;
  const width = (own[distinct - 1] as number) - least;
  const steps = Math.min(2 * distinct, MOST_STEPS);
  const perUnit = width > 0 ? (steps - 1) / width : 0;
  const first = new Int32Array(steps + 1);
  for (let k = 0; k < distinct; k++) first[((((own[k] as number) - least) * perUnit) | 0) + 1] = k + 1;
  for (let step = 1; step <= steps; step++)
    if ((first[step] as number) < (first[step - 1] as number)) first[step] = first[step - 1] as number;
  return { scores: own, below: below.subarray(0, distinct + 1), first, perUnit };
}

function areAlike(scores: Float64Array): boolean {
  const [first] = scores;
  for (let row = 1; row < scores.length; row++) if (scores[row] !== first) return false;
  return true;
}

function rowsOf({ labels, label }: Positives): number {
  let count = 0;
  for (let row = 0; row < labels.length; row++) if (labels[row] === label) count++;
  return count;
}

function scoresOf({ labels, label }: Positives, scores: Float64Array, count: number): Float64Array {
  const found = new Float64Array(count);
  let next = 0;
  for (let row = 0; next < count; row++) if (labels[row] === label) found[next++] = scores[row] as number;
  return found;
}

/**
 * Finds the place of each row: twice how many of the class's scores are below its own, and 1 more where it is one of them.
 *
 * @returns how many rows of other classes are at each
 */
function countOthers(
  { labels, label }: Positives,
  scores: Float64Array,
  { scores: own, first, perUnit }: Own,
  places: Int32Array,
): Int32Array {
  const counts = new Int32Array(2 * own.length + 1);
  const least = own[0] as number;
  const most = own[own.length - 1] as number;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] as number;
    let place = 0;
    if (score > most) place = 2 * own.length;
    else if (score >= least) {
      const step = ((score - least) * perUnit) | 0;
      let low = first[step] as number;
      let high = first[step + 1] as number;
      while (high - low > FEW) {
        const middle = (low + high) >> 1;
        if ((own[middle] as number) < score) low = middle + 1;
        else high = middle;
      }
      while ((own[low] as number) < score) low++;
      place = 2 * low + (own[low] === score ? 1 : 0);
    }
    places[row] = place;
    if (labels[row] !== label) counts[place] = (counts[place] as number) + 1;
  }
  return counts;
}

/** What follows for the rows of a class. */
interface Ranked {
  /** How many of them score less than each of their scores, and in the end how many there are. */
  readonly below: Int32Array;
  /** How many others do, tied ones counting half. */
  readonly othersBelow: Float64Array;
  readonly area: number;
  readonly positives: number;
  readonly negatives: number;
}

/** The pairs of a row of the class and another that are in order, and how many others are below each score; tied ones count half. */
function rankedAmong(
  others: Int32Array,
  { below: own }: Own,
): Pick<Ranked, 'othersBelow'> & { readonly pairs: number } {
  const othersBelow = new Float64Array(own.length - 1);
  let [pairs, below] = [0, 0];
  for (let k = 0; k < othersBelow.length; k++) {
    below += others[2 * k] as number;
    const tied = others[2 * k + 1] as number;
    othersBelow[k] = below + tied / 2;
    pairs += ((own[k + 1] as number) - (own[k] as number)) * (below + tied / 2);
    below += tied;
  }
  return { pairs, othersBelow };
}

function addByPlace(
  { labels, label }: Positives,
  places: Int32Array,
  { below, othersBelow, area, positives, negatives }: Ranked,
  influence: Float64Array,
): void {
  for (let row = 0; row < places.length; row++) {
    const place = places[row] as number;
    const own = below[place >> 1] as number;
    const tied = (below[(place + 1) >> 1] as number) - own;
    const each =
      labels[row] === label
        ? ((othersBelow[place >> 1] as number) / negatives - area) / positives
        : ((positives - own - tied / 2) / positives - area) / negatives;
    influence[row] = (influence[row] as number) + each;
  }
}
