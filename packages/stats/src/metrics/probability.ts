import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, type BinarySample } from '../sample.ts';
import type { RowMetric } from './metric.ts';
import { weightedMean } from './weighted-mean.ts';

const facts = { direction: 'lower', needs: 'score', interval: 'bootstrap', from: 'rows' } as const;

/** Probabilities are kept this far from 0 and 1 before the logarithm: the epsilon of float64, as in scikit-learn. */
const epsilon = Number.EPSILON;

/** Minus the log probability of the true class, in nats, clipped at the epsilon of float64. */
export function surprise(probability: number): number {
  return -Math.log(Math.min(1 - epsilon, Math.max(epsilon, probability)));
}

/** Whether all values lie in [0, 1]. */
export function areProbabilities(values: Float64Array): boolean {
  return values.every((value) => value >= 0 && value <= 1);
}

/** Mean minus log probability of the true class, in nats. */
export const logLoss: RowMetric<'binary'> = {
  ...facts,
  id: 'log_loss',
  range: [0, Number.POSITIVE_INFINITY],
  unit: 'nats',
  over: (sample) => {
    const scores = probabilitiesOf(sample);
    if ('reason' in scores) return scores;
    const ofTrueClass = scores.map((score, row) => surprise(sample.labels[row] === 1 ? score : 1 - score));
    return weightedMean(ofTrueClass);
  },
};

/** Mean squared distance of the probability of class 1 from the label: Brier (1950), Monthly Weather Review 78, 1-3. */
export const brier: RowMetric<'binary'> = {
  ...facts,
  id: 'brier',
  range: [0, 1],
  unit: 'proportion',
  over: (sample) => {
    const scores = probabilitiesOf(sample);
    if ('reason' in scores) return scores;
    return weightedMean(scores.map((score, row) => (score - (sample.labels[row] as number)) ** 2));
  },
};

/** Bins of the expected calibration error: equal width, each closed above. */
export const eceBins = 15;

/**
 * Expected calibration error over {@link eceBins} bins of equal width: the mean over rows of the distance between its
 * bin's mean probability and share of positives. Guo et al. (2017), ICML, equation 3, for the probability of class 1.
 */
export const ece: RowMetric<'binary'> = {
  ...facts,
  id: 'ece',
  range: [0, 1],
  unit: 'proportion',
  over: (sample) => {
    const scores = probabilitiesOf(sample);
    if ('reason' in scores) return scores;
    const bins = Uint8Array.from(scores, binOf);
    const gaps = scores.map((score, row) => score - (sample.labels[row] as number));
    return (weights) => {
      const sums = new Float64Array(eceBins);
      let total = 0;
      for (let row = 0; row < bins.length; row++) {
        const bin = bins[row] as number;
        sums[bin] = (sums[bin] as number) + (weights[row] as number) * (gaps[row] as number);
        total += weights[row] as number;
      }
      if (total === 0) return undefinedFor('no-weight');
      return { value: sums.reduce((sum, gap) => sum + Math.abs(gap), 0) / total };
    };
  },
};

/** The bin whose upper edge is the first that is not below the score; edges are those of a linear space from 0 to 1. */
function binOf(score: number): number {
  let bin = Math.min(eceBins - 1, Math.floor(score * eceBins));
  if (bin > 0 && score <= bin * (1 / eceBins)) bin--;
  return bin;
}

function probabilitiesOf({ scores }: BinarySample): Float64Array | Undefined {
  if (!scores) return undefinedFor('no-scores');
  if (!allFinite(scores)) return undefinedFor('not-finite');
  return areProbabilities(scores) ? scores : undefinedFor('not-probabilities');
}
