import type { Evaluate, Metric } from '@assay/contract';
import { type MetricDifference, type MetricInterval, metricIntervals, rowsOf } from '@assay/stats';
import type { Predictions } from './predictions/index.ts';
import { pickRows, type TaskSample } from './predictions/sample.ts';
import type { RequestedMetric } from './request.ts';

/** How intervals are computed, as the contract says. */
export interface IntervalSettings {
  confidence: number;
  interval?: Evaluate['interval'];
  replicates: number;
  seed: number;
}

/** Part of the predictions: all rows (`slice` null), or a slice's. */
export interface Part {
  slice: string | null;
  sample: TaskSample;
  group: Int32Array | undefined;
  /** Rows of the whole that it is made of, in its order; `null`: all, in theirs. */
  rows: Int32Array | null;
}

/** All rows first, then each slice. */
export function partsOf(predictions: Predictions): Part[] {
  const { whole, group, order, slices } = predictions;
  const partOf = (slice: string | null, rows: Int32Array): Part => ({
    slice,
    sample: pickRows(whole, rows),
    group: group && Int32Array.from(rows, (row) => group[row] ?? 0),
    rows,
  });
  return [
    order ? partOf(null, order) : { slice: null, sample: whole, group, rows: null },
    ...slices.map(({ slice, rows }) => partOf(slice, rows)),
  ];
}

/** Every metric on every part, with its interval. */
export function measure(
  parts: readonly Part[],
  metrics: readonly RequestedMetric[],
  settings: IntervalSettings,
): Metric[] {
  return parts.flatMap((part) => measurePart(part, metrics, settings));
}

function measurePart(part: Part, metrics: readonly RequestedMetric[], settings: IntervalSettings): Metric[] {
  const specs = metrics.map((metric) => metric.spec);
  const { task, sample } = part.sample;
  const measured = metricIntervals(task, sample, specs, { ...settings, group: part.group });
  return metrics.map(({ key, direction }, i) => {
    const found = measured[i];
    return { metric: key, direction, value: found?.value ?? null, ...evidence(part, found, settings) };
  });
}

/** What a number on a part rests on, as records hold it: its interval, or why it has none. */
export function evidence(
  { slice, sample: { sample } }: Part,
  found:
    | Pick<MetricInterval | MetricDifference, 'low' | 'high' | 'method' | 'approximate' | 'reason'>
    | undefined,
  { confidence }: IntervalSettings,
) {
  return {
    slice,
    low: found?.low ?? null,
    high: found?.high ?? null,
    confidence: found?.low == null ? null : confidence,
    method: found?.method ?? null,
    n: rowsOf(sample),
    reason: found?.reason ?? null,
    ...(found?.approximate && { approximate: true as const }),
  };
}
