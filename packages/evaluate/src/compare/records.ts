import type { Change, Comparison, Evaluation, RunRecord } from '@assay/contract';
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

/** Changes of all metrics that two evaluations have in common, from their stored intervals. */
export function unpairedChanges(base: Evaluation, candidate: Evaluation): Change[] {
  return candidate.metrics.flatMap((metric) => {
    const before = base.metrics.find(
      (entry) => entry.metric === metric.metric && entry.slice === metric.slice,
    );
    return before === undefined ? [] : [unpairedChange(before, metric)];
  });
}

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
