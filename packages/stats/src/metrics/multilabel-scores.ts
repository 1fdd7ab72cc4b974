import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, areProbabilities, type MultilabelSample } from '../sample.ts';
import type { RowMetric, WeightedMetric } from './metric.ts';
import { surprise } from './probability.ts';
import { areaUnderRoc, precisionOverRecall } from './ranking.ts';
import { weightedMean } from './weighted-mean.ts';

const facts = {
  range: [0, 1],
  unit: 'proportion',
  needs: 'score',
  interval: 'bootstrap',
  from: 'rows',
} as const;

/** The mean over classes of a curve's area, each class against its absence. */
function meanArea(id: string, curve: typeof areaUnderRoc): RowMetric<'multilabel'> {
  return {
    ...facts,
    id,
    interval: 'symmetric',
    scale: 'logit',
    direction: 'higher',
    over: ({ labels, scores }) => {
      const areas: WeightedMetric[] = [];
      for (const [code, label] of labels.entries()) {
        const area = curve({ labels: label, label: 1 }, scores?.[code]);
        if (typeof area !== 'function') return area;
        areas.push(area);
      }
      return (weights) => {
        let sum = 0;
        for (const area of areas) {
          const { value } = area(weights);
          if (value === null) return undefinedFor('class-without-rows');
          sum += value;
        }
        return { value: sum / areas.length };
      };
    },
  };
}

/** One row: the scores of the classes that it has, and of those that it has not. */
type OfRow = (own: readonly number[], others: readonly number[]) => number;

/** A mean over rows of how the scores of a row order its classes. */
function meanOrder(id: string, direction: 'higher' | 'lower', ofRow: OfRow): RowMetric<'multilabel'> {
  return {
    ...facts,
    id,
    direction,
    over: (sample) => {
      const scores = scoresOf(sample);
      if ('reason' in scores) return scores;
      return weightedMean(
        Float64Array.from(sample.labels[0] ?? [], (_, row) => {
          const all = scores.map((score) => score[row] as number);
          const has = (code: number) => sample.labels[code]?.[row] === 1;
          return ofRow(
            all.filter((_, code) => has(code)),
            all.filter((_, code) => !has(code)),
          );
        }),
      );
    },
  };
}

/** How many of the values are at least this one. */
function atLeast(values: readonly number[], least: number): number {
  return values.reduce((count, value) => count + (value >= least ? 1 : 0), 0);
}

/** Mean minus log probability of what is so, over rows and classes, in nats. */
const logLoss: RowMetric<'multilabel'> = {
  ...facts,
  id: 'log_loss',
  direction: 'lower',
  range: [0, Number.POSITIVE_INFINITY],
  unit: 'nats',
  over: (sample) => {
    const scores = scoresOf(sample);
    if ('reason' in scores) return scores;
    if (!scores.every(areProbabilities)) return undefinedFor('not-probabilities');
    const ofRow = (row: number) =>
      scores.reduce((sum, score, code) => {
        const probability = score[row] as number;
        return sum + surprise(sample.labels[code]?.[row] === 1 ? probability : 1 - probability);
      }, 0) / scores.length;
    return weightedMean(Float64Array.from(sample.labels[0] ?? [], (_, row) => ofRow(row)));
  },
};

/**
 * Metrics of scores. `lrap` is the label ranking average precision, and `ranking_loss` the share of pairs (a class that the
 * row has, one that it has not) in the wrong order, ties being wrong: Tsoumakas, Katakis & Vlahavas (2010), Mining
 * Multi-label Data. A row that has all classes or none is in perfect order.
 */
export const multilabelScores: readonly RowMetric<'multilabel'>[] = [
  meanArea('roc_auc_macro', areaUnderRoc),
  meanArea('average_precision_macro', precisionOverRecall),
  meanOrder('lrap', 'higher', (own, others) => {
    if (own.length === 0 || others.length === 0) return 1;
    const precision = (score: number) => {
      const above = atLeast(own, score);
      return above / (above + atLeast(others, score));
    };
    return own.reduce((sum, score) => sum + precision(score), 0) / own.length;
  }),
  meanOrder('ranking_loss', 'lower', (own, others) => {
    if (own.length === 0 || others.length === 0) return 0;
    const wrong = own.reduce((sum, score) => sum + atLeast(others, score), 0);
    return wrong / (own.length * others.length);
  }),
  logLoss,
];

function scoresOf({ scores }: MultilabelSample): readonly Float64Array[] | Undefined {
  if (!scores) return undefinedFor('no-scores');
  return scores.every(allFinite) ? scores : undefinedFor('not-finite');
}
