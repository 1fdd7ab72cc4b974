import { ascendingOrder } from '../order.ts';
import { type Undefined, undefinedFor } from '../reason.ts';
import type { BinarySample, MulticlassSample, Samples, Task } from '../sample.ts';
import type { RowMetric, SummedMetric, Told, Unweighted, WeightedMetric } from './metric.ts';
import { confidencesOf } from './multiclass-scores.ts';
import { probabilitiesOf } from './probability.ts';
import { binsOf, type Edges, endsOfBins, equalMass, equalWidth } from './score-bins.ts';

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

/** The mean gap of each bin, over all rows. */
function gapsOfBins(told: Told, edges: Edges, bins: number): SummedMetric {
  const rows = told.scores.length;
  const { gaps, squares, cellOf } = binsOf(told, edges, bins);
  return {
    rows,
    sums: gaps.map((gap) => gap / rows),
    squares: squares.map((square) => square / rows / rows),
    cellOf,
    told,
    value: (sums) => {
      let value = 0;
      for (let bin = 0; bin < sums.length; bin++) value += Math.abs(sums[bin] as number);
      return value;
    },
  };
}

function meanGap(told: Told, edges: Edges, bins: number): WeightedMetric {
  let kept: (ReturnType<typeof gapsInOrder> & { readonly ends: readonly number[] }) | undefined;
  const measured = (weights: Float64Array) => {
    kept ??= { ...gapsInOrder(told), ends: endsOfBins(told.scores, edges, bins) };
    const { order, each, ends } = kept;
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
  return Object.assign(measured, { unweighted: () => unweightedGap(told, edges, bins) });
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

function unweightedGap(told: Told, edges: Edges, bins: number): Unweighted {
  let gaps = 0;
  for (const gap of binsOf(told, edges, bins).gaps) gaps += Math.abs(gap);
  return { value: { value: gaps / told.scores.length } };
}

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
