import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, areProbabilities, type MulticlassSample } from '../sample.ts';
import { surprisesOf } from './losses.ts';
import type { RowMetric } from './metric.ts';
import { shareMetric } from './share.ts';
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
    const scores = probabilitiesOf(sample);
    if ('reason' in scores) return scores;
    const { labels } = sample;
    const fill = (some: Float64Array, from: number) => {
      for (let i = 0; i < some.length; i++) some[i] = scores[labels[from + i] as number]?.[from + i] ?? 0;
      surprisesOf(some);
    };
    return weightedMean({ rows: labels.length, fill });
  },
};

/** Mean over rows of the squared distance of the probabilities from the true class, summed over classes: from 0 to 2. */
export const multiclassBrier: RowMetric<'multiclass'> = {
  ...facts,
  id: 'brier',
  direction: 'lower',
  range: [0, 2],
  unit: 'proportion',
  over: (sample) => {
    const scores = probabilitiesOf(sample);
    if ('reason' in scores) return scores;
    const distances = new Float64Array(sample.labels.length);
    scores.forEach((score, code) => {
      for (let row = 0; row < distances.length; row++) {
        const off = (score[row] as number) - (sample.labels[row] === code ? 1 : 0);
        distances[row] = (distances[row] as number) + off * off;
      }
    });
    return weightedMean(distances);
  },
};

/** Share of rows whose class is among the `k` highest scores; of equal scores the later class ranks higher, as in scikit-learn. */
export const topKAccuracy: RowMetric<'multiclass'> = shareMetric(
  { id: 'top_k_accuracy', direction: 'higher', needs: 'score', takes: { name: 'k', usual: 2 } },
  (sample, { k = 2 }) => {
    const scores = scoresOf(sample);
    if ('reason' in scores) return scores;
    return Uint8Array.from(sample.labels, (label, row) => {
      const own = scores[label]?.[row] as number;
      let ahead = 0;
      scores.forEach((score, code) => {
        const other = score[row] as number;
        if (other > own || (other === own && code > label)) ahead++;
      });
      return ahead < k ? 1 : 0;
    });
  },
);

/** The highest probability of each row, and the class that has it: the first of equals. */
export function confidencesOf(
  sample: MulticlassSample,
): { readonly confidences: Float64Array; readonly best: Int32Array } | Undefined {
  const scores = probabilitiesOf(sample);
  if ('reason' in scores) return scores;
  const confidences = new Float64Array(sample.labels.length).fill(-1);
  const best = new Int32Array(sample.labels.length);
  scores.forEach((score, code) => {
    for (let row = 0; row < best.length; row++) {
      if ((score[row] as number) <= (confidences[row] as number)) continue;
      confidences[row] = score[row] as number;
      best[row] = code;
    }
  });
  return { confidences, best };
}

function probabilitiesOf(sample: MulticlassSample): readonly Float64Array[] | Undefined {
  const scores = scoresOf(sample);
  if ('reason' in scores) return scores;
  return scores.every(areProbabilities) ? scores : undefinedFor('not-probabilities');
}

function scoresOf({ scores }: MulticlassSample): readonly Float64Array[] | Undefined {
  if (!scores) return undefinedFor('no-scores');
  return scores.every(allFinite) ? scores : undefinedFor('not-finite');
}
