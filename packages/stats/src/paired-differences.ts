import type { IntervalMethod } from './method.ts';
import { approximateOf, asked, unusable } from './metrics/asked.ts';
import type { MetricSpec } from './metrics/metric.ts';
import { type IntervalOptions, settingsOf } from './options.ts';
import { cellDifferences } from './paired/cell-differences.ts';
import { change } from './paired/change.ts';
import { influenceDifferences } from './paired/influence-differences.ts';
import { areaChange, queryShareChange, resampledChanges, shareChange } from './paired/row-differences.ts';
import { summedDifferences } from './paired/summed-differences.ts';
import { pointEstimates } from './point-estimates.ts';
import { type Reason, undefinedFor } from './reason.ts';
import { type BinarySample, checkLengths, rowsOf, type Samples, sameLabels, type Task } from './sample.ts';
import { isUnknownOfSoFew } from './too-few.ts';

/** The change of a metric from one model to another on the same rows, with its interval. */
export interface MetricDifference {
  readonly metric: string;
  readonly base: number | null;
  readonly candidate: number | null;
  /** `candidate - base`, whichever direction is better. */
  readonly change: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number;
  /** `null` where there is no interval. */
  readonly method: IntervalMethod | null;
  readonly n: number;
  /** Where the interval holds the truth more or less often than its confidence says, or it is not known how often. */
  readonly approximate?: true;
  /** Why there is no change, or no interval. */
  readonly reason?: Reason;
}

/**
 * Changes of metrics between two models on the same rows in the same order, in the order of `specs`.
 *
 * Independent, unweighted rows: Newcombe's paired interval for shares of rows that labels choose (accuracy, recall), DeLong's
 * for the area under the ROC curve, derivatives where there are many rows and the metric is smooth, a paired percentile bootstrap (the same draws for both models) for all else. Weighted or clustered rows:
 * a paired bootstrap of rows or of whole clusters for every metric. Weights are those of the base sample.
 *
 * @throws UnknownMetricError for an id that the task does not have
 * @throws RangeError where the labels of the two samples differ: they are not of the same rows
 */
export function pairedDifferences<T extends Task>(
  task: T,
  base: Samples[T],
  candidate: Samples[T],
  specs: readonly MetricSpec[],
  options: IntervalOptions = {},
): MetricDifference[] {
  const settings = settingsOf(options, base);
  checkLengths(base, settings.group);
  checkLengths(candidate, settings.group);
  if (!sameLabels(base, candidate)) {
    throw new RangeError('paired samples have the same labels in the same order');
  }
  const wanted = asked(task, base, specs);
  const n = rowsOf(base);
  const { confidence } = settings;
  const reason = unusable(base);
  if (reason) {
    const none = { base: null, candidate: null, change: null, low: null, high: null, method: null };
    return specs.map(({ metric }) => ({ metric, ...none, confidence, n, reason }));
  }

  const approximate = approximateOf(wanted, 2);
  const samples = [base, candidate] as const;
  const independent = !base.weights && !settings.group;
  const areas = independent ? wanted.rows.filter(({ metric }) => metric.interval === 'delong') : [];
  const shares = independent ? wanted.rows.filter(({ metric }) => metric.outcomes) : [];
  const ofQueries = wanted.rows.flatMap((member) => queryShareChange(member, samples, settings) ?? []);
  const left = wanted.rows.filter(
    (member) =>
      !areas.includes(member) &&
      !shares.includes(member) &&
      !ofQueries.some(({ place }) => place === member.place),
  );
  const smooth = independent ? influenceDifferences(samples, left, settings) : [];
  const before = pointEstimates(task, base, specs);
  const weighted = candidate.weights === base.weights ? candidate : { ...candidate, weights: base.weights };
  const after = pointEstimates(task, weighted, specs);
  const estimate = (place: number) =>
    change(before[place] ?? undefinedFor('no-rows'), after[place] ?? undefinedFor('no-rows'));
  const others = left.filter((member) => !smooth.some(({ place }) => place === member.place));
  const summed = independent ? summedDifferences(samples, others, estimate, settings) : [];
  const resampled = {
    cells: independent ? [] : wanted.cells,
    rows: others.filter((member) => !summed.some(({ place }) => place === member.place)),
  };
  const placed = [
    ...(independent ? wanted.cells.flatMap((group) => cellDifferences(task, samples, group, settings)) : []),
    ...areas.map(({ place }) => areaChange(place, base as BinarySample, candidate as BinarySample, settings)),
    ...smooth,
    ...shares.map((member) => shareChange(member, samples, settings)),
    ...ofQueries,
    ...summed,
    ...resampledChanges(task, samples, resampled, settings),
  ];
  return placed
    .toSorted((a, b) => a.place - b.place)
    .map(({ place, interval, method }) => ({
      metric: specs[place]?.metric ?? '',
      base: before[place]?.value ?? null,
      candidate: after[place]?.value ?? null,
      change: interval.value,
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
