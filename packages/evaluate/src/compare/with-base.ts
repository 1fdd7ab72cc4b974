import type { Comparison, Evaluation, Guard, RunRecord } from '@assay/contract';
import { flips, rowsOf } from '@assay/stats';
import type { IntervalSettings, Part } from '../measure.ts';
import type { Predictions } from '../predictions/index.ts';
import { pickRows, type TaskSample } from '../predictions/sample.ts';
import type { RequestedMetric } from '../request.ts';
import { besideSeeds } from '../seeds.ts';
import { align, type NamedSample, overClassesOf } from './align.ts';
import { pairedChanges } from './change.ts';
import { grownFrom } from './grown.ts';
import { noBaseline, unpairedChanges } from './records.ts';

/** The record to compare with, and its predictions where they were kept. */
export interface BaseRun {
  record: RunRecord;
  commit: string | null;
  behind: number;
  predictions: NamedSample | undefined;
}

/** This run: its evaluation, and its predictions where it has any. */
export interface Candidate {
  evaluation: Evaluation;
  artifact: string | null;
  predictions: Predictions | undefined;
  parts: readonly Part[];
  metrics: readonly RequestedMetric[];
  /** With the rows that the model was trained on, where their predictions are named. */
  training?: Comparison | undefined;
}

/**
 * Compares a run with its baseline: row by row where both predicted the same evaluation set and rows have ids, or on the
 * baseline's rows where the set has only grown; else from the two stored intervals. The guard says which, and why.
 */
export function compareWithBase(candidate: Candidate, base: BaseRun, settings: IntervalSettings): Comparison {
  const found = compareRows(candidate, base, settings);
  const before = base.record.evaluation;
  // On other rows, means over seeds differ by their rows too.
  if (before === undefined || before.set !== candidate.evaluation.set) return found;
  const metrics = besideSeeds(found.metrics, before.seeds, candidate.evaluation.seeds, settings.confidence);
  return { ...found, metrics };
}

function compareRows(candidate: Candidate, base: BaseRun, settings: IntervalSettings): Comparison {
  const evaluation = base.record.evaluation;
  if (evaluation === undefined) return noBaseline;
  const found = guardOf(candidate, base, evaluation);
  const aligned = found === null || found === 'identical-model' ? alignedBase(candidate, base) : undefined;
  const guard = aligned === 'other-rows' ? 'different-evaluation-set' : found;
  const common = {
    with: 'base' as const,
    record: base.record.id,
    commit: base.commit,
    recorded: base.record.created,
    behind: base.behind,
    guard,
  };
  if (guard === 'different-metric-definition') return { ...common, paired: false, metrics: [], flips: null };
  if (typeof aligned === 'object')
    return { ...common, ...pairedWith(aligned, candidate.parts, candidate, settings) };
  const grown = guard === 'different-evaluation-set' ? grownSince(candidate, base) : undefined;
  if (grown !== undefined) {
    const paired = pairedWith(grown.base, grown.parts, candidate, settings);
    return { ...common, guard: 'grown-evaluation-set', ...paired };
  }
  return {
    ...common,
    paired: false,
    metrics: unpairedChanges(evaluation, candidate.evaluation),
    flips: null,
  };
}

/** Changes of every part from the base's predictions of the same rows. */
function pairedWith(
  base: TaskSample,
  parts: readonly Part[],
  { metrics, evaluation: { threshold } }: Candidate,
  settings: IntervalSettings,
): Pick<Comparison, 'paired' | 'metrics' | 'flips'> {
  const changes = parts.flatMap((part) =>
    pairedChanges(
      { ...part, sample: overClassesOf(base, part.sample) },
      rowsOfPart(base, part),
      metrics,
      settings,
    ),
  );
  return { paired: true, metrics: changes, flips: flipsOf(parts, base, threshold?.value) };
}

/** The base's predictions of a part's rows. */
function rowsOfPart(base: TaskSample, { rows }: Part): TaskSample {
  return rows === null ? base : pickRows(base, rows);
}

function grownSince({ predictions, parts }: Candidate, base: BaseRun) {
  if (predictions?.ids === undefined || base.predictions === undefined) return undefined;
  return grownFrom(base.predictions, { ids: predictions.ids, sample: predictions.whole }, parts);
}

function guardOf(candidate: Candidate, base: BaseRun, evaluation: Evaluation): Guard | null {
  if (evaluation.task !== candidate.evaluation.task) return 'different-metric-definition';
  if (evaluation.set !== candidate.evaluation.set) return 'different-evaluation-set';
  if (candidate.predictions === undefined) return null;
  if (candidate.predictions.ids === undefined) return 'no-ids';
  if (base.predictions === undefined) return 'predictions-not-kept';
  const identical = candidate.artifact !== null && candidate.artifact === base.record.artifact?.digest;
  return identical ? 'identical-model' : null;
}

/** The base's predictions in the candidate's order; `undefined` where either has none. */
function alignedBase({ predictions }: Candidate, base: BaseRun): TaskSample | 'other-rows' | undefined {
  if (predictions?.ids === undefined || base.predictions === undefined) return undefined;
  return align(base.predictions, { ids: predictions.ids, sample: predictions.whole }) ?? 'other-rows';
}

function flipsOf(
  [whole]: readonly Part[],
  base: TaskSample,
  threshold: number | undefined,
): Comparison['flips'] {
  if (whole === undefined) return null;
  const found = countFlips(rowsOfPart(base, whole), overClassesOf(base, whole.sample), threshold);
  if (found === null || 'reason' in found) return null;
  return { gained: found.mended, lost: found.broken, n: rowsOf(whole.sample.sample) };
}

function countFlips(
  base: TaskSample,
  candidate: TaskSample,
  threshold: number | undefined,
): ReturnType<typeof flips> | null {
  if (base.task === 'binary' && candidate.task === 'binary')
    return flips('binary', base.sample, candidate.sample, threshold);
  if (base.task === 'multiclass' && candidate.task === 'multiclass')
    return flips('multiclass', base.sample, candidate.sample);
  return null;
}
