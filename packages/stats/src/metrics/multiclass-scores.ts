import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, type MulticlassSample } from '../sample.ts';
import type { RowMetric, WeightedMetric } from './metric.ts';
import { areProbabilities, surprise } from './probability.ts';
import { areaUnderRoc } from './ranking.ts';
import { weightedMean } from './weighted-mean.ts';

const facts = { needs: 'score', interval: 'bootstrap', from: 'rows' } as const;

/** Mean minus log probability of the true class, in nats. */
export const multiclassLogLoss: RowMetric<'multiclass'> = {
  ...facts,
  id: 'log_loss',
  direction: 'lower',
  range: [0, Number.POSITIVE_INFINITY],
  unit: 'nats',
  over: (sample) => {
    const scores = scoresOf(sample);
    if ('reason' in scores) return scores;
    if (!scores.every(areProbabilities)) return undefinedFor('not-probabilities');
    return weightedMean(
      Float64Array.from(sample.labels, (label, row) => surprise(scores[label]?.[row] ?? 0)),
    );
  },
};

/** Mean over classes of the area under the ROC curve of that class against all others. */
export const rocAucOvrMacro: RowMetric<'multiclass'> = {
  ...facts,
  id: 'roc_auc_ovr_macro',
  direction: 'higher',
  range: [0, 1],
  unit: 'proportion',
  over: (sample) => {
    const areas: WeightedMetric[] = [];
    for (let code = 0; code < sample.classes.length; code++) {
      const area = areaUnderRoc(
        (row) => sample.labels[row] === code,
        sample.scores?.[code],
        sample.labels.length,
      );
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

/** Share of rows whose class is among the `k` highest scores; of equal scores the later class ranks higher, as in scikit-learn. */
export const topKAccuracy: RowMetric<'multiclass'> = {
  ...facts,
  id: 'top_k_accuracy',
  direction: 'higher',
  range: [0, 1],
  unit: 'proportion',
  over: (sample, { k = 2 }) => {
    const scores = scoresOf(sample);
    if ('reason' in scores) return scores;
    const hits = Float64Array.from(sample.labels, (label, row) => {
      const own = scores[label]?.[row] as number;
      let ahead = 0;
      scores.forEach((score, code) => {
        const other = score[row] as number;
        if (other > own || (other === own && code > label)) ahead++;
      });
      return ahead < k ? 1 : 0;
    });
    return weightedMean(hits);
  },
};

function scoresOf({ scores }: MulticlassSample): readonly Float64Array[] | Undefined {
  if (!scores) return undefinedFor('no-scores');
  return scores.every(allFinite) ? scores : undefinedFor('not-finite');
}
