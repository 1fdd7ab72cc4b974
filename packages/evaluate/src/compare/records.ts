import {
  type Change,
  type Comparison,
  DIFFERENT_THRESHOLD,
  type Evaluation,
  type Metric,
  type RunRecord,
} from '@assay/contract';
import { parseMetric } from '@assay/stats';
import { unpairedChange } from './change.ts';

/** There is nothing to compare with yet. */
export const noBaseline: Comparison = {
  with: 'base',
  record: null,
  commit: null,
  recorded: null,
  behind: null,
  paired: false,
  guard: 'no-baseline',
  metrics: [],
  flips: null,
};

/**
 * Changes of all metrics that two evaluations have in common, from their stored intervals. Of predicted classes there is none
 * where the two have other thresholds: it would tell of these, and not of the models.
 */
export function unpairedChanges(base: Evaluation, candidate: Evaluation): Change[] {
  const place = ({ metric, slice }: Metric) => JSON.stringify([metric, slice]);
  const found = new Map(base.metrics.map((metric) => [place(metric), metric]));
  return candidate.metrics.flatMap((metric) => {
    const before = found.get(place(metric));
    if (before === undefined) return [];
    const change = unpairedChange(before, metric);
    return [hasOtherThreshold(metric.metric, base, candidate) ? withoutChange(change) : change];
  });
}

function withoutChange(change: Change): Change {
  const none = { value: null, low: null, high: null, confidence: null, method: null, detectable: null };
  return { ...change, ...none, reason: DIFFERENT_THRESHOLD };
}

/** Whether a metric, which names no threshold of its own, is at another one in each of two evaluations. */
function hasOtherThreshold(name: string, base: Evaluation, { task, threshold }: Evaluation): boolean {
  if (task === null || (threshold?.value ?? USUAL) === (base.threshold?.value ?? USUAL)) return false;
  const [bare = '', ...numbers] = name.includes(':') ? [name] : name.split('@');
  const parsed = parseMetric(task, bare);
  if (!parsed.found || parsed.metric.needs !== 'threshold') return false;
  // Of two numbers, or of one that the metric has no other use for, the last is its threshold.
  return numbers.length <= (parsed.metric.takes === undefined ? 0 : 1);
}

/** The threshold where none is said. */
const USUAL = 0.5;

/** Compares a record with one that was named, without any predictions: unpaired, from the stored intervals. */
export function compareRecords(base: RunRecord, candidate: RunRecord): Comparison {
  if (base.evaluation === undefined || candidate.evaluation === undefined) return noBaseline;
  const sameTask = base.evaluation.task === candidate.evaluation.task;
  const sameSet = base.evaluation.set === candidate.evaluation.set;
  return {
    with: 'base',
    record: base.id,
    commit: base.source.commit,
    recorded: base.created,
    behind: null,
    paired: false,
    guard: sameTask ? (sameSet ? null : 'different-evaluation-set') : 'different-metric-definition',
    metrics: sameTask ? unpairedChanges(base.evaluation, candidate.evaluation) : [],
    flips: null,
  };
}
