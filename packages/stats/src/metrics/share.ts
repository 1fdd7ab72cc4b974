import type { Undefined } from '../reason.ts';
import type { Samples, Task } from '../sample.ts';
import type { MetricFacts, MetricSpec, RowMetric } from './metric.ts';
import { weightedMean } from './weighted-mean.ts';

/** A metric that is the share of rows that have something: its interval is Wilson's. */
export function shareMetric<T extends Task>(
  facts: Pick<MetricFacts, 'id' | 'direction' | 'needs' | 'takes' | 'approximate'>,
  outcomesOf: (sample: Samples[T], spec: MetricSpec) => Uint8Array | Undefined,
): RowMetric<T> {
  return {
    ...facts,
    range: [0, 1],
    unit: 'proportion',
    interval: 'wilson',
    from: 'rows',
    outcomes: outcomesOf,
    over: (sample, spec) => {
      const outcomes = outcomesOf(sample, spec);
      return 'reason' in outcomes ? outcomes : weightedMean(Float64Array.from(outcomes));
    },
  };
}
