import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, type BinarySample } from '../sample.ts';
import { fillLosses } from './losses.ts';
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
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!(value >= 0 && value <= 1)) return false;
  }
  return true;
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
    const { labels } = sample;
    const fill = (some: Float64Array, from: number) => fillLosses('surprise', { scores, labels }, some, from);
    return weightedMean({ rows: scores.length, fill });
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
    const { labels } = sample;
    const fill = (some: Float64Array, from: number) => fillLosses('square', { scores, labels }, some, from);
    return weightedMean({ rows: scores.length, fill });
  },
};

const known = new WeakMap<Float64Array, Float64Array | Undefined>();

/** The scores of a binary sample, which have to be probabilities: looked at once for all metrics. */
export function probabilitiesOf({ scores }: BinarySample): Float64Array | Undefined {
  if (!scores) return undefinedFor('no-scores');
  const found = known.get(scores) ?? checked(scores);
  known.set(scores, found);
  return found;
}

function checked(scores: Float64Array): Float64Array | Undefined {
  if (!allFinite(scores)) return undefinedFor('not-finite');
  return areProbabilities(scores) ? scores : undefinedFor('not-probabilities');
}
