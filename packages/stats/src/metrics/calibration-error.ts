import { ascendingOrder } from '../order.ts';
import { undefinedFor } from '../reason.ts';
import type { Task } from '../sample.ts';
import type { RowMetric, WeightedMetric } from './metric.ts';
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

/** The upper edges of all bins but the last, ascending, of scores in this order: a bin is closed above. */
type Edges = (scores: Float64Array, order: Int32Array, bins: number) => number[];

/**
 * Expected calibration error: the mean over rows of the distance between its bin's mean probability and share of
 * positives. Guo et al. (2017), ICML, equation 3, for the probability of class 1.
 */
function binaryError(id: string, edges: Edges): RowMetric<'binary'> {
  return {
    ...facts,
    id,
    over: (sample, { bins = usualBins }) => {
      const scores = probabilitiesOf(sample);
      if ('reason' in scores) return scores;
      return meanGap(scores, sample.labels, edges, bins);
    },
  };
}

/** As {@link binaryError}, of the highest score of each row: its distance from the share of rows whose class that is. */
function multiclassError(id: string, edges: Edges): RowMetric<'multiclass'> {
  return {
    ...facts,
    id,
    over: (sample, { bins = usualBins }) => {
      const found = confidencesOf(sample);
      if ('reason' in found) return found;
      const { confidences, best } = found;
      const right = Uint8Array.from(best, (code, row) => (code === sample.labels[row] ? 1 : 0));
      return meanGap(confidences, right, edges, bins);
    },
  };
}

function meanGap(scores: Float64Array, hits: Uint8Array, edges: Edges, bins: number): WeightedMetric {
  const order = ascendingOrder(scores);
  const ends = [...edges(scores, order, bins).map((edge) => rowsUpTo(edge, scores, order)), order.length];
  return (weights) => {
    let gaps = 0;
    let total = 0;
    let i = 0;
    for (const end of ends) {
      let gap = 0;
      for (; i < end; i++) {
        const row = order[i] as number;
        const weight = weights[row] as number;
        gap += weight * ((scores[row] as number) - (hits[row] as number));
        total += weight;
      }
      gaps += Math.abs(gap);
    }
    return total === 0 ? undefinedFor('no-weight') : { value: gaps / total };
  };
}

/** How many rows score at most as much. */
function rowsUpTo(edge: number, scores: Float64Array, order: Int32Array): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scores[order[middle] as number] as number) <= edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Bins of equal width from 0 to 1; edges are those of a linear space. */
const equalWidth: Edges = (_scores, _order, bins) =>
  Array.from({ length: bins - 1 }, (_, i) => (i + 1) * (1 / bins));

/** Bins of equally many rows; edges are quantiles of the scores, interpolated as numpy's are. */
const equalMass: Edges = (scores, order, bins) => {
  const at = (place: number) => scores[order[Math.min(place, order.length - 1)] as number] as number;
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
  binary: [binaryError('ece', equalWidth), binaryError('ece_equal_mass', equalMass)],
  multiclass: [multiclassError('ece', equalWidth), multiclassError('ece_equal_mass', equalMass)],
};
