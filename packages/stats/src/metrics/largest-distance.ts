import { undefinedFor, type Value } from '../reason.ts';
import { arrayBeside } from '../room.ts';
import { countOfOnes } from '../rows-kernel.ts';
import type { RowMetric, SummedMetric } from './metric.ts';
import { placesNear, ranked } from './rankings.ts';
import { oncePerOrder, type SortedByScore, sortedByScore } from './sorted-by-score.ts';

/** Kolmogorov-Smirnov statistic: the largest distance between the score distributions of positives and negatives. */
export const ks: RowMetric<'binary'> = {
  id: 'ks',
  direction: 'higher',
  range: [0, 1],
  needs: 'score',
  from: 'rows',
  unit: 'proportion',
  interval: 'reflected',
  approximate: true,
  over: ({ labels, scores }) => {
    const sorted = sortedByScore({ labels, label: 1 }, scores);
    if ('reason' in sorted) return sorted;
    const { positive, tied } = sorted;
    const measured = (weights: Float64Array) => {
      const { order } = sorted;
      let all = 0;
      let positives = 0;
      for (let i = 0; i < labels.length; i++) {
        const w = weights[order[i] as number] as number;
        all += w;
        positives += w * (positive[i] as number);
      }
      const negatives = all - positives;
      if (positives === 0 || negatives === 0) return undefinedFor('one-class');
      let ofPositives = 0;
      let ofNegatives = 0;
      let largest = 0;
      for (let i = 0; i < labels.length; i++) {
        const w = weights[order[i] as number] as number;
        if (positive[i] === 1) ofPositives += w;
        else ofNegatives += w;
        if (tied[i] === 1) continue;
        // The distance times the weights of both classes: to divide takes longer than all else here.
        const distance = Math.abs(ofPositives * negatives - ofNegatives * positives);
        if (distance > largest) largest = distance;
      }
      return { value: Math.min(1, largest / (positives * negatives)) };
    };
    return Object.assign(measured, { unweighted: () => ({ value: unweightedDistance(sorted) }) });
  },
  sums: ({ labels, scores }, _spec, models) => {
    const sorted = sortedByScore({ labels, label: 1 }, scores);
    return 'reason' in sorted ? sorted : countsAround(sorted, models);
  },
};

function unweightedDistance(sorted: SortedByScore): Value {
  const { positives, negatives, largest } = ranked(sorted);
  if (positives === 0 || negatives === 0) return undefinedFor('one-class');
  return { value: Math.min(1, largest / (positives * negatives)) };
}

/** On either side of the largest distance counts are told apart at so many places, the nearer to it the closer. */
const placesAside = 32;

/** Of two models at every second: the time to draw their counts together grows with the square of these. */
const everyOf = { 1: 1, 2: 2 } as const;

/** By how many of the largest standard error of a distance it may fall short of the largest, and still become it. */
const reach = 3;

/** The rows of either class between places where the distance is nearly the largest. */
function countsAround(sorted: SortedByScore, models: 1 | 2): SummedMetric {
  const { positive } = sorted;
  const { at, aside } = placesOf(sorted);
  const chosen = aside.filter((_, k) => (k + 1) % everyOf[models] === 0).flat();
  const ends = [...new Set([at, ...chosen])].sort((a, b) => a - b);
  const counts = new Float64Array(2 * (ends.length + 1));
  const endOf = (bin: number) => (bin < ends.length ? (ends[bin] as number) + 1 : positive.length);
  for (let bin = 0, from = 0; bin <= ends.length; from = endOf(bin++)) {
    const positives = countOfOnes(positive.subarray(from, endOf(bin)));
    counts[2 * bin] = endOf(bin) - from - positives;
    counts[2 * bin + 1] = positives;
  }
  const cellOf = () => {
    const { order } = sorted;
    const cells = arrayBeside(sorted.tied, 'cells around the largest distance', Uint16Array, order.length);
    for (let bin = 0, from = 0; bin <= ends.length; from = endOf(bin++))
      putBetween({ order, positive }, [from, endOf(bin)], 2 * bin, cells);
    return cells;
  };
  const value = (counts: Float64Array) => {
    let [positives, negatives] = [0, 0];
    for (let cell = 0; cell < counts.length; cell += 2) {
      negatives += counts[cell] as number;
      positives += counts[cell + 1] as number;
    }
    const [perPositive, perNegative] = [1 / positives, 1 / negatives];
    let [distance, largest] = [0, 0];
    for (let cell = 0; cell < counts.length; cell += 2) {
      distance += (counts[cell + 1] as number) * perPositive - (counts[cell] as number) * perNegative;
      largest = Math.max(largest, Math.abs(distance));
    }
    return largest;
  };
  return {
    rows: positive.length,
    sums: counts,
    squares: counts,
    cellOf,
    told: undefined,
    value,
    ofDistances,
  };
}

/** Of what bins add to the distance, one after the other. */
function ofDistances(distances: Float64Array): number {
  let [distance, largest] = [0, 0];
  for (let bin = 0; bin < distances.length; bin++) {
    distance += distances[bin] as number;
    largest = Math.max(largest, Math.abs(distance));
  }
  return largest;
}

/** A function of its own: a loop within that over bins is compiled anew for each of these. */
function putBetween(
  { order, positive }: Pick<SortedByScore, 'order' | 'positive'>,
  [from, end]: readonly [number, number],
  cell: number,
  cells: Uint16Array,
): void {
  for (let i = from; i < end; i++) cells[order[i] as number] = cell + (positive[i] as number);
}

/** The place of the largest distance in the order of scores, and places on either side of it where it is nearly as large, outwards. */
interface Around {
  readonly at: number;
  readonly aside: readonly (readonly [below: number, above: number])[];
}

const placesOf = oncePerOrder((sorted): Around => {
  const { positives, negatives, largest, at } = ranked(sorted);
  // A share's variance is at most a quarter over its rows; all distances are multiplied by the rows of both classes.
  const least =
    largest - reach * positives * negatives * Math.sqrt(1 / (4 * positives) + 1 / (4 * negatives));
  const near = placesNear(sorted, least);
  const middle = near.indexOf(at);
  const aside = Array.from({ length: placesAside }, (_, k) => {
    const share = ((k + 1) / placesAside) ** 2;
    const below = near[Math.round(middle * (1 - share))] ?? at;
    return [below, near[Math.round(middle + (near.length - 1 - middle) * share)] ?? at] as const;
  });
  return { at, aside };
});
