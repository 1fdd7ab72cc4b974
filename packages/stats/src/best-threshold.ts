import type { MetricSpec } from './metrics/metric.ts';
import { parseMetric } from './metrics/parse.ts';
import { ascendingOrder } from './order.ts';
import { type Undefined, undefinedFor } from './reason.ts';
import { allFinite, type BinarySample, weightsOf } from './sample.ts';

/** A threshold, and the metric at it. */
export interface BestThreshold {
  readonly threshold: number;
  readonly value: number;
}

/**
 * The score at which a metric of predicted classes is largest, rows with at least this score being positive; of several, the
 * highest. Every score is tried, in one pass over them.
 *
 * @throws RangeError for a metric that is not one of predicted classes
 */
export function bestThreshold(sample: BinarySample, spec: MetricSpec): BestThreshold | Undefined {
  const parsed = parseMetric('binary', spec.metric);
  if (!parsed.found || parsed.metric.from !== 'cells')
    throw new RangeError(`${spec.metric} is no metric of predicted classes`);
  const { metric } = parsed;
  const { labels, scores } = sample;
  if (!scores) return undefinedFor('no-scores');
  if (!allFinite(scores)) return undefinedFor('not-finite');
  const weights = weightsOf(sample);
  const order = ascendingOrder(scores);
  // [label][prediction]: at first all rows are predicted 0.
  const counts = new Float64Array(4);
  for (const row of order)
    counts[2 * (labels[row] as number)] = at(counts, 2 * (labels[row] as number)) + at(weights, row);
  let best: BestThreshold | undefined;
  for (let i = order.length - 1; i >= 0; i--) {
    const row = order[i] as number;
    const cell = 2 * (labels[row] as number);
    counts[cell] = at(counts, cell) - at(weights, row);
    counts[cell + 1] = at(counts, cell + 1) + at(weights, row);
    const threshold = scores[row] as number;
    if (i > 0 && scores[order[i - 1] as number] === threshold) continue;
    const { value } = metric.value({ counts, classes: 2 }, 1, spec);
    if (value !== null && (best === undefined || value > best.value)) best = { threshold, value };
  }
  return best ?? undefinedFor(labels.length === 0 ? 'no-rows' : 'one-class');
}

function at(values: Float64Array, place: number): number {
  return values[place] as number;
}
