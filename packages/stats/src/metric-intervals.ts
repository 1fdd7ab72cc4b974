import type { IntervalMethod } from './method.ts';
import { approximateOf, asked, unusable } from './metrics/asked.ts';
import type { MetricSpec } from './metrics/metric.ts';
import { type IntervalOptions, settingsOf } from './options.ts';
import type { Reason } from './reason.ts';
import { checkLengths, rowsOf, type Samples, type Task } from './sample.ts';
import { cellIntervals } from './single/cell-intervals.ts';
import { rowIntervals } from './single/row-intervals.ts';
import { weightedIntervals } from './single/weighted-intervals.ts';
import { isUnknownOfSoFew } from './too-few.ts';

/** A metric with its interval. `n` is the number of rows of the sample, also where a metric reads only some of them. */
export interface MetricInterval {
  readonly metric: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number;
  /** `null` where there is no interval. */
  readonly method: IntervalMethod | null;
  readonly n: number;
  /** Where the interval holds the truth less often than its confidence says, or it is not known how often. */
  readonly approximate?: true;
  /** Why there is no value, or no interval. */
  readonly reason?: Reason;
}

/**
 * Metrics of a sample with their confidence intervals, in the order of `specs`.
 *
 * Independent, unweighted rows: Wilson for proportions and F1, DeLong for the area under the ROC curve, a percentile
 * bootstrap for all else: of confusion cells where the metric is a function of these, of score cells for many binary
 * rows, else of rows. Weighted or clustered rows: a bootstrap of rows or of whole clusters for every metric.
 *
 * What is undefined is `null` with a reason; a value may stand without its interval.
 *
 * @throws UnknownMetricError for an id that the task does not have
 * @throws RangeError for arrays of different lengths, or senseless options
 */
export function metricIntervals<T extends Task>(
  task: T,
  sample: Samples[T],
  specs: readonly MetricSpec[],
  options: IntervalOptions = {},
): MetricInterval[] {
  const settings = settingsOf(options, sample);
  checkLengths(sample, settings.group);
  const wanted = asked(task, sample, specs);
  const n = rowsOf(sample);
  const { confidence } = settings;
  const reason = unusable(sample);
  if (reason) {
    return specs.map(({ metric }) => ({
      metric,
      value: null,
      low: null,
      high: null,
      confidence,
      method: null,
      n,
      reason,
    }));
  }

  const approximate = approximateOf(wanted);
  const independent = !sample.weights && !settings.group;
  const placed = independent
    ? [
        ...wanted.cells.flatMap((group) => cellIntervals(task, sample, group, settings)),
        ...rowIntervals(task, sample, wanted.rows, settings),
      ]
    : weightedIntervals(task, sample, wanted, settings);
  return placed
    .toSorted((a, b) => a.place - b.place)
    .map(({ place, interval, method }) => ({
      metric: specs[place]?.metric ?? '',
      value: interval.value,
      low: interval.low,
      high: interval.high,
      confidence,
      method: interval.low === null ? null : method,
      n,
      ...(interval.low !== null &&
        (approximate.has(place) || isUnknownOfSoFew(method, n)) && { approximate: true as const }),
      ...(interval.reason && { reason: interval.reason }),
    }));
}
