import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, areProbabilities, type BinarySample } from '../sample.ts';
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

/** The scores of a binary sample, which have to be probabilities. */
export function probabilitiesOf({ scores }: BinarySample): Float64Array | Undefined {
  if (!scores) return undefinedFor('no-scores');
  if (!allFinite(scores)) return undefinedFor('not-finite');
  return areProbabilities(scores) ? scores : undefinedFor('not-probabilities');
}
