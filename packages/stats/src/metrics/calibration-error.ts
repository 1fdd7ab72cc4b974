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

/** Finds the bin of each score. */
type Binning = (scores: Float64Array, bins: number) => Int32Array;

/**
 * Expected calibration error: the mean over rows of the distance between its bin's mean probability and share of
 * positives. Guo et al. (2017), ICML, equation 3, for the probability of class 1.
 */
function binaryError(id: string, binning: Binning): RowMetric<'binary'> {
  return {
    ...facts,
    id,
    over: (sample, { bins = usualBins }) => {
      const scores = probabilitiesOf(sample);
      if ('reason' in scores) return scores;
      return meanGap(scores, sample.labels, binning, bins);
    },
  };
}

/** As {@link binaryError}, of the highest score of each row: its distance from the share of rows whose class that is. */
function multiclassError(id: string, binning: Binning): RowMetric<'multiclass'> {
  return {
    ...facts,
    id,
    over: (sample, { bins = usualBins }) => {
      const found = confidencesOf(sample);
      if ('reason' in found) return found;
      const { confidences, best } = found;
      const right = Uint8Array.from(best, (code, row) => (code === sample.labels[row] ? 1 : 0));
      return meanGap(confidences, right, binning, bins);
    },
  };
}

function meanGap(scores: Float64Array, hits: Uint8Array, binning: Binning, bins: number): WeightedMetric {
  const binOf = binning(scores, bins);
  return (weights) => {
    const sums = new Float64Array(bins);
    let total = 0;
    for (let row = 0; row < binOf.length; row++) {
      const bin = binOf[row] as number;
      const weight = weights[row] as number;
      sums[bin] = (sums[bin] as number) + weight * ((scores[row] as number) - (hits[row] as number));
      total += weight;
    }
    if (total === 0) return undefinedFor('no-weight');
    return { value: sums.reduce((sum, gap) => sum + Math.abs(gap), 0) / total };
  };
}

/** Bins of equal width from 0 to 1, closed above; edges are those of a linear space. */
const equalWidth: Binning = (scores, bins) => {
  const binOf = new Int32Array(scores.length);
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] as number;
    const bin = Math.min(bins - 1, Math.floor(score * bins));
    binOf[row] = bin > 0 && score <= bin * (1 / bins) ? bin - 1 : bin;
  }
  return binOf;
};

/** Bins of equally many rows, closed above; edges are quantiles of the scores, interpolated as numpy's are. */
const equalMass: Binning = (scores, bins) => {
  const order = ascendingOrder(scores);
  const at = (place: number) => scores[order[Math.min(place, order.length - 1)] as number] as number;
  const edges = Array.from({ length: bins - 1 }, (_, i) => {
    const position = (i + 1) * (1 / bins) * (scores.length - 1);
    const place = Math.floor(position);
    const share = position - place;
    const step = at(place + 1) - at(place);
    return share < 0.5 ? at(place) + step * share : at(place + 1) - step * (1 - share);
  });
  const binOf = new Int32Array(scores.length);
  let bin = 0;
  for (let place = 0; place < order.length; place++) {
    const row = order[place] as number;
    while (bin < edges.length && (edges[bin] as number) < (scores[row] as number)) bin++;
    binOf[row] = bin;
  }
  return binOf;
};

/** Calibration errors of a task: over bins of equal width, and of equal mass. */
export const calibrationErrors: {
  readonly [T in Extract<Task, 'binary' | 'multiclass'>]: readonly RowMetric<T>[];
} = {
  binary: [binaryError('ece', equalWidth), binaryError('ece_equal_mass', equalMass)],
  multiclass: [multiclassError('ece', equalWidth), multiclassError('ece_equal_mass', equalMass)],
};
