import type { Change, Metric } from '@assay/contract';
import {
  minimumDetectableEffect,
  orderByRanks,
  pairedDifferences,
  type Room,
  sameLabels,
  take,
  unpairedDifference,
} from '@assay/stats';
import { evidence, type IntervalSettings, type Part, rowsOfPart } from '../measure.ts';
import { pickRows, type TaskSample } from '../predictions/sample.ts';
import type { RequestedMetric } from '../request.ts';
import { trivialOf } from './trivial-model.ts';

/** The model that a part is compared with: its predictions of the rows of the whole, or the trivial one. */
export type Other = OtherModel | 'trivial';

export interface OtherModel {
  whole: TaskSample;
  /** Of many scores of two classes, the rank of each: they are sorted once, and not in each part. */
  ranks: Int32Array | undefined;
}

/** Changes of every metric on one part, from two models' predictions of the same rows. */
export function pairedChanges(
  part: Part,
  other: Other,
  metrics: readonly RequestedMetric[],
  settings: IntervalSettings,
): Change[] {
  const specs = metrics.map((metric) => metric.spec);
  const { sample: candidate, group } = rowsOfPart(part);
  const base = other === 'trivial' ? trivialOf(candidate) : otherRows(part, other, candidate);
  const { task, sample } = candidate;
  if (base.task !== task) throw new TypeError('only predictions of one task can be paired');
  const differences = pairedDifferences(task, base.sample, sample, specs, { ...settings, group });
  return metrics.map(({ key, direction }, i) => {
    const found = differences[i];
    return {
      metric: key,
      direction,
      base: found?.base ?? null,
      candidate: found?.candidate ?? null,
      value: found?.change ?? null,
      ...evidence(part, found, settings),
      detectable: detectable(found?.low ?? null, found?.high ?? null, settings.confidence),
    };
  });
}

const room: Room = new Map();

/** Its rows are those of the candidate, and so should its labels be: then what was found out of these holds of both. */
function otherRows({ rows }: Part, { whole, ranks }: OtherModel, candidate: TaskSample): TaskSample {
  const part = rows === null ? whole : pickRows(whole, rows, room);
  if (part.task !== 'binary' || candidate.task !== 'binary') return part;
  const { labels } = candidate.sample;
  const sample = sameLabels(part.sample, candidate.sample) ? { ...part.sample, labels } : part.sample;
  if (ranks) orderByRanks(sample, rows === null ? ranks : take(ranks, rows, { room, name: 'ranks' }));
  return { task: 'binary', sample };
}

/** The change of one metric from two stored intervals, of rows that cannot be paired. */
export function unpairedChange(base: Metric, candidate: Metric): Change {
  const sameConfidence = base.confidence === candidate.confidence;
  const found = unpairedDifference(intervalOf(base), intervalOf(candidate));
  const usable = sameConfidence && found.low !== null && candidate.confidence !== null;
  return {
    metric: candidate.metric,
    slice: candidate.slice,
    direction: candidate.direction,
    base: base.value,
    candidate: candidate.value,
    value: found.value,
    low: usable ? found.low : null,
    high: usable ? found.high : null,
    confidence: usable ? candidate.confidence : null,
    method: usable ? 'square-and-add' : null,
    n: candidate.n,
    ...(usable && (base.approximate || candidate.approximate) && { approximate: true as const }),
    reason: usable ? null : sameConfidence ? (found.reason ?? 'no-interval') : 'different-confidence',
    detectable:
      usable && candidate.confidence !== null
        ? detectable(found.low, found.high, candidate.confidence)
        : null,
  };
}

function intervalOf({ value, low, high }: Metric) {
  if (value === null || low === null || high === null)
    return { value, low: null, high: null, reason: 'no-interval' as const };
  return { value, low, high };
}

function detectable(low: number | null, high: number | null, confidence: number): number | null {
  return low === null || high === null ? null : minimumDetectableEffect((high - low) / 2, confidence);
}
