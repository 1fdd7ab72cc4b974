import { ascendingOrder, isAscending } from '../order.ts';
import { type Undefined, undefinedFor } from '../reason.ts';
import type { BinarySample, MulticlassSample, Samples, Task } from '../sample.ts';
import type { RowMetric, SummedMetric, Told, Unweighted, WeightedMetric } from './metric.ts';
import { confidencesOf } from './multiclass-scores.ts';
import { probabilitiesOf } from './probability.ts';

/** Bins of calibration errors, where no other number is asked for. */
const usualBins = 15;

const facts = {
  direction: 'lower',
  range: [0, 1],
  unit: 'proportion',
  needs: 'score',
  interval: 'reflected',
  approximate: true,
  takes: { name: 'bins', usual: usualBins },
  from: 'rows',
} as const;

/** The row at each place in the order of scores, of so many rows. */
interface Places {
  readonly rows: number;
  readonly rowAt: (place: number) => number;
}

/** The upper edges of all bins but the last, ascending, of scores with these places: a bin is closed above. */
type Edges = (scores: Float64Array, places: Places, bins: number) => number[];

/**
 * Expected calibration error: the mean over rows of the distance between its bin's mean probability and share of
 * hits. Guo et al. (2017), ICML, equation 3.
 */
function calibrationError<T extends Task>(
  id: string,
  edges: Edges,
  toldBy: (sample: Samples[T]) => Told | Undefined,
): RowMetric<T> {
  return {
    ...facts,
    id,
    over: (sample, { bins = usualBins }) => {
      const told = toldBy(sample);
      return 'reason' in told ? told : meanGap(told, edges, bins);
    },
    sums: (sample, { bins = usualBins }) => {
      const told = toldBy(sample);
      return 'reason' in told ? told : gapsOfBins(told, edges, bins);
    },
  };
}

/** Of a binary task, the probability of class 1. */
function ofPositives(sample: BinarySample): Told | Undefined {
  const scores = probabilitiesOf(sample);
  return 'reason' in scores ? scores : { scores, hits: sample.labels };
}

/** Of many classes, the highest score of each row, and whether that is its class. */
function ofBest(sample: MulticlassSample): Told | Undefined {
  const found = confidencesOf(sample);
  if ('reason' in found) return found;
  const hits = Uint8Array.from(found.best, (code, row) => (code === sample.labels[row] ? 1 : 0));
  return { scores: found.confidences, hits };
}

/** Of scores that ascend no order is made. */
function placesOf(scores: Float64Array): Places {
  const rows = scores.length;
  if (isAscending(scores)) return { rows, rowAt: (place) => place };
  const order = ascendingOrder(scores);
  return { rows, rowAt: (place) => order[place] as number };
}

/** How many rows are up to the end of each bin, in ascending order of scores. */
function endsOfBins(scores: Float64Array, edges: Edges, bins: number): number[] {
  const places = placesOf(scores);
  return [...edges(scores, places, bins).map((edge) => rowsUpTo(edge, scores, places)), places.rows];
}

/** The mean gap of each bin, over all rows. */
function gapsOfBins(told: Told, edges: Edges, bins: number): SummedMetric {
  const { scores } = told;
  const cellOf = new Uint16Array(scores.length);
  const order = isAscending(scores) ? undefined : ascendingOrder(scores);
  let from = 0;
  for (const [bin, end] of endsOfBins(scores, edges, bins).entries()) {
    if (order === undefined) cellOf.fill(bin, from, end);
    else putAt(cellOf, order.subarray(from, end), bin);
    from = end;
  }
  const value = (gaps: Float64Array) => gaps.reduce((sum, gap) => sum + Math.abs(gap), 0);
  return { size: bins, cellOf, told, value };
}

function putAt(cellOf: Uint16Array, rows: Int32Array, cell: number): void {
  for (let i = 0; i < rows.length; i++) cellOf[rows[i] as number] = cell;
}

function meanGap(told: Told, edges: Edges, bins: number): WeightedMetric {
  const ends = endsOfBins(told.scores, edges, bins);
  let kept: ReturnType<typeof gapsInOrder> | undefined;
  const measured = (weights: Float64Array) => {
    kept ??= gapsInOrder(told);
    const { order, each } = kept;
    let gaps = 0;
    let total = 0;
    let i = 0;
    for (const end of ends) {
      let gap = 0;
      for (; i < end; i++) {
        const weight = weights[order[i] as number] as number;
        gap += weight * (each[i] as number);
        total += weight;
      }
      gaps += Math.abs(gap);
    }
    return total === 0 ? undefinedFor('no-weight') : { value: gaps / total };
  };
  return Object.assign(measured, { unweighted: () => unweightedGap(told, ends) });
}

/** By how much the score of the row at each place is above its hit: for many weights of the same rows. */
function gapsInOrder({ scores, hits }: Told) {
  const order = ascendingOrder(scores);
  const each = new Float64Array(order.length);
  for (let i = 0; i < each.length; i++) {
    const row = order[i] as number;
    each[i] = (scores[row] as number) - (hits[row] as number);
  }
  return { order, each };
}

function unweightedGap(told: Told, ends: readonly number[]): Unweighted {
  const { scores } = told;
  const order = isAscending(scores) ? undefined : ascendingOrder(scores);
  let gaps = 0;
  let from = 0;
  for (const end of ends) {
    gaps += Math.abs(gapBetween(told, order, from, end));
    from = end;
  }
  return { value: { value: gaps / scores.length } };
}

/**
 * By how much the scores of the rows at these places are above their hits, in sum. A function of its own: a loop within the loop over
 * bins is compiled anew for each of these.
 */
function gapBetween(
  { scores, hits }: Told,
  order: Int32Array | undefined,
  from: number,
  end: number,
): number {
  let gap = 0;
  for (let i = from; i < end; i++) {
    const row = order === undefined ? i : (order[i] as number);
    gap += (scores[row] as number) - (hits[row] as number);
  }
  return gap;
}

/** How many rows score at most as much. */
function rowsUpTo(edge: number, scores: Float64Array, { rows, rowAt }: Places): number {
  let [low, high] = [0, rows];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scores[rowAt(middle)] as number) <= edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Bins of equal width from 0 to 1; edges are those of a linear space. */
const equalWidth: Edges = (_scores, _places, bins) =>
  Array.from({ length: bins - 1 }, (_, i) => (i + 1) * (1 / bins));

/** Bins of equally many rows; edges are quantiles of the scores, interpolated as numpy's are. */
const equalMass: Edges = (scores, { rows, rowAt }, bins) => {
  const at = (place: number) => scores[rowAt(Math.min(place, rows - 1))] as number;
  return Array.from({ length: bins - 1 }, (_, i) => {
    const position = (i + 1) * (1 / bins) * (scores.length - 1);
    const place = Math.floor(position);
    const share = position - place;
    const step = at(place + 1) - at(place);
    return share < 0.5 ? at(place) + step * share : at(place + 1) - step * (1 - share);
  });
};

/** Calibration errors of a task: over bins of equal width, and of equal mass. */
export const calibrationErrors: {
  readonly [T in Extract<Task, 'binary' | 'multiclass'>]: readonly RowMetric<T>[];
} = {
  binary: [
    calibrationError('ece', equalWidth, ofPositives),
    calibrationError('ece_equal_mass', equalMass, ofPositives),
  ],
  multiclass: [
    calibrationError('ece', equalWidth, ofBest),
    calibrationError('ece_equal_mass', equalMass, ofBest),
  ],
};
