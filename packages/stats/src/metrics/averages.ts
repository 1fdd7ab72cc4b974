import { type Reason, undefinedFor } from '../reason.ts';
import { accuracy } from './agreement.ts';
import { labelled, predictedAs } from './cells.ts';
import type { CellMetric } from './metric.ts';

/**
 * Mean of a metric over classes, each counting the same. Classes that occur neither in labels nor in predictions are
 * left out, as in scikit-learn; a class for which the metric is undefined makes the mean undefined.
 */
export function macro(metric: CellMetric): CellMetric {
  return averaged(metric, '_macro', () => 1);
}

/** Mean of a metric over classes, each counting as much as it has labels. */
export function weighted(metric: CellMetric): CellMetric {
  return averaged(metric, '_weighted', (support) => support);
}

/** Precision, recall and F1 of all classes counted together: where each row has one class, all three are the accuracy. */
export function micro(metric: CellMetric): CellMetric {
  return { ...accuracy, id: `${metric.id}_micro` };
}

function averaged(metric: CellMetric, suffix: string, weightOf: (support: number) => number): CellMetric {
  const { id, direction, range, unit, needs } = metric;
  return {
    id: `${id}${suffix}`,
    direction,
    range,
    unit,
    needs,
    interval: 'bootstrap',
    from: 'cells',
    value: (cells) => {
      let sum = 0;
      let weight = 0;
      for (let of = 0; of < cells.classes; of++) {
        const support = labelled(cells, of);
        if (support + predictedAs(cells, of) === 0 || weightOf(support) === 0) continue;
        const { value } = metric.value(cells, of);
        if (value === null) return undefinedFor(missing(support));
        sum += weightOf(support) * value;
        weight += weightOf(support);
      }
      return weight > 0 ? { value: sum / weight } : undefinedFor('no-weight');
    },
  };
}

function missing(support: number): Reason {
  return support === 0 ? 'class-without-rows' : 'class-never-predicted';
}
