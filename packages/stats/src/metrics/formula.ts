import { ascendingOrder } from '../order.ts';
import { type Undefined, undefinedFor } from '../reason.ts';
import type { RowFacts, Task } from '../sample.ts';
import type { Aggregate, Formula, RowMetric, WeightedMetric } from './metric.ts';
import { weightedQuantile } from './weighted-quantile.ts';

/** A formula as a metric of rows of any task. */
export function formulaMetric(id: string, { aggregates, value }: Formula): RowMetric<Task> {
  return {
    id,
    direction: null,
    range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    unit: 'own',
    needs: 'columns',
    interval: 'bootstrap',
    ...(aggregates.some(({ of }) => typeof of === 'number') && { approximate: 'changes' }),
    from: 'rows',
    over: (sample) => {
      const parts: WeightedMetric[] = [];
      for (const aggregate of aggregates) {
        const part = aggregated(sample, aggregate);
        if (typeof part !== 'function') return part;
        parts.push(part);
      }
      return (weights) => {
        const values: number[] = [];
        for (const part of parts) {
          const found = part(weights);
          if (found.value === null) return found;
          values.push(found.value);
        }
        const result = value(values);
        return Number.isFinite(result) ? { value: result } : undefinedFor('formula-undefined');
      };
    },
  };
}

function aggregated({ columns }: RowFacts, { column, of }: Aggregate): WeightedMetric | Undefined {
  const values = columns?.[column];
  if (!values) return undefinedFor('no-such-column');
  const rows = Int32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]));
  const present = Float64Array.from(rows, (row) => values[row] as number);
  if (!present.every(Number.isFinite)) return undefinedFor('not-finite');
  if (typeof of === 'number') {
    const order = Int32Array.from(ascendingOrder(present), (i) => rows[i] as number);
    return weightedQuantile(values, order, of);
  }
  return (weights) => {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < rows.length; i++) {
      const weight = weights[rows[i] as number] as number;
      sum += weight * (present[i] as number);
      count += weight;
    }
    if (of === 'count') return { value: count };
    return count > 0 ? { value: sum } : undefinedFor('formula-undefined');
  };
}
