import type { MetricFacts, RowMetric } from './metric.ts';
import { type MultilabelDecisions, multilabelDecisions } from './multilabel-decisions.ts';
import { weightedMean } from './weighted-mean.ts';

/** Of one row: how many classes it has, how many were predicted, how many of these are right, and how many there are. */
type Contribution = (has: number, predicted: number, right: number, classes: number) => number;

/** A mean over rows of a number that each row's own decisions give. */
function meanOfRows(
  id: string,
  direction: MetricFacts['direction'],
  contribution: Contribution,
): RowMetric<'multilabel'> {
  return {
    id,
    direction,
    range: [0, 1],
    unit: 'proportion',
    needs: 'threshold',
    interval: 'bootstrap',
    from: 'rows',
    over: (sample, spec) => {
      const decided = multilabelDecisions(sample, spec);
      return 'reason' in decided ? decided : weightedMean(contributions(decided, contribution));
    },
  };
}

function contributions({ labels, predictions }: MultilabelDecisions, of: Contribution): Float64Array {
  return Float64Array.from(labels[0] ?? [], (_, row) => {
    let has = 0;
    let predicted = 0;
    let right = 0;
    for (let code = 0; code < labels.length; code++) {
      const label = labels[code]?.[row] ?? 0;
      const prediction = predictions[code]?.[row] ?? 0;
      has += label;
      predicted += prediction;
      right += label * prediction;
    }
    return of(has, predicted, right, labels.length);
  });
}

/**
 * Share of decisions (a row and a class) that are wrong; and the overlap of the classes that a row has with those that were
 * predicted, as F1 and as Jaccard's index. Where a row has none and none was predicted, that is right: 1.
 */
export const multilabelRows: readonly RowMetric<'multilabel'>[] = [
  meanOfRows(
    'hamming_loss',
    'lower',
    (has, predicted, right, classes) => (has + predicted - 2 * right) / classes,
  ),
  meanOfRows('f1_samples', 'higher', (has, predicted, right) =>
    has + predicted === 0 ? 1 : (2 * right) / (has + predicted),
  ),
  meanOfRows('jaccard_samples', 'higher', (has, predicted, right) =>
    has + predicted === 0 ? 1 : right / (has + predicted - right),
  ),
];
