import type { Evaluate, Metric } from '@assay/contract';
import {
  type ClassAreas,
  type Estimates,
  knowAreas,
  knowEstimates,
  type MetricDifference,
  type MetricInterval,
  metricIntervals,
  type Room,
  rowsOf,
  take,
  type Undefined,
} from '@assay/stats';
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
  whole: TaskSample;
  /** Cluster of each row of the whole. */
  group: Int32Array | undefined;
  /** Rows of the whole that it is made of, in its order; `null`: all, in theirs. */
  rows: Int32Array | null;
  /** Of all rows of several classes, where they were computed before: the areas that {@link measure} would compute one by one. */
  areas?: readonly (ClassAreas | Undefined)[];
}

/** The rows of a part alone. */
interface PartRows {
  sample: TaskSample;
  group: Int32Array | undefined;
}

/** A part is measured, and then compared: its rows are taken twice, since those of all parts together are many, but its values are kept. */
const estimates = new WeakMap<Part, Estimates>();
const room: Room = new Map();
/** What lies in the room. */
let taken: { part: Part; rows: PartRows } | undefined;

/** All rows. */
export function allOf({ inOrder: { sample: whole, group } }: Predictions): Part {
  return { slice: null, whole, group, rows: null };
}

/** All rows first, then each slice. */
export function partsOf(predictions: Predictions): Part[] {
  const all = allOf(predictions);
  return [all, ...predictions.slices.map(({ slice, rows }) => ({ ...all, slice, rows }))];
}

/** The rows of a part: until those of another are taken. */
export function rowsOfPart(part: Part): PartRows {
  const { whole, group, rows, areas } = part;
  if (areas !== undefined && whole.task === 'multiclass') knowAreas(whole.sample, areas);
  if (rows === null) return { sample: whole, group };
  if (taken?.part !== part) taken = { part, rows: takePart(part, rows) };
  return taken.rows;
}

function takePart(part: Part, rows: Int32Array): PartRows {
  const sample = pickRows(part.whole, rows, room);
  const known = estimates.get(part) ?? new Map();
  estimates.set(part, known);
  knowEstimates(sample.sample, known);
  return { sample, group: part.group && take(part.group, rows) };
}

/** Every metric on a part, with its interval. */
export function measure(
  part: Part,
  metrics: readonly RequestedMetric[],
  settings: IntervalSettings,
): Metric[] {
  const specs = metrics.map((metric) => metric.spec);
  const { sample, group } = rowsOfPart(part);
  const measured = metricIntervals(sample.task, sample.sample, specs, { ...settings, group });
  return metrics.map(({ key, direction }, i) => {
    const found = measured[i];
    return { metric: key, direction, value: found?.value ?? null, ...evidence(part, found, settings) };
  });
}

/** What a number on a part rests on, as records hold it: its interval, or why it has none. */
export function evidence(
  { slice, whole, rows }: Part,
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
    n: rows?.length ?? rowsOf(whole.sample),
    reason: found?.reason ?? null,
    ...(found?.approximate && { approximate: true as const }),
  };
}
