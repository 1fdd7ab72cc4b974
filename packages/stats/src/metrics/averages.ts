import { type Reason, undefinedFor, type Value } from '../reason.ts';
import { accuracy } from './agreement.ts';
import { type Cells, labelled, predictedAs } from './cells.ts';
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
  const { id, direction, range, unit, needs, takes } = metric;
  return {
    id: `${id}${suffix}`,
    direction,
    range,
    unit,
    needs,
    interval: 'bootstrap',
    ...(takes && { takes }),
    from: 'cells',
    value: (cells, _, spec) =>
      meanOverClasses(
        Array.from({ length: cells.classes }, (_, of) => [cells, of] as const),
        (one, of) => metric.value(one, of, spec),
        weightOf,
      ),
  };
}

/**
 * The mean over classes of a metric of cells, each class being a place in a matrix. Classes that occur nowhere are left out;
 * one for which the metric is undefined makes the mean undefined.
 */
export function meanOverClasses(
  classes: readonly (readonly [cells: Cells, of: number])[],
  measured: (cells: Cells, of: number) => Value,
  weightOf: (support: number) => number,
): Value {
  let sum = 0;
  let weight = 0;
  for (const [cells, of] of classes) {
    const support = labelled(cells, of);
    if (support + predictedAs(cells, of) === 0 || weightOf(support) === 0) continue;
    const { value } = measured(cells, of);
    if (value === null) return undefinedFor(missing(support));
    sum += weightOf(support) * value;
    weight += weightOf(support);
  }
  return weight > 0 ? { value: sum / weight } : undefinedFor('no-weight');
}

function missing(support: number): Reason {
  return support === 0 ? 'class-without-rows' : 'class-never-predicted';
}
