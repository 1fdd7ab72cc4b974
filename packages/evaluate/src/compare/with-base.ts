import type { Comparison, Evaluation, Guard, RunRecord } from '@assay/contract';
import { collectArrays } from '@assay/data';
import { flips, rowsOf } from '@assay/stats';
import { FAILURE_RATE } from '../behaviour.ts';
import type { IntervalSettings, Part } from '../measure.ts';
import { type PartThreads, workOnParts } from '../parts/part-threads.ts';
import { sharedSample } from '../parts/shared.ts';
import type { Ids } from '../predictions/ids.ts';
import type { Predictions } from '../predictions/index.ts';
import { pickShared, ranksOfParts, type TaskSample } from '../predictions/sample.ts';
import type { RequestedMetric } from '../request.ts';
import { besideSeeds } from '../seeds.ts';
import { align, type NamedSample, overClassesOf, sampleOverClassesOf } from './align.ts';
import { grownFrom } from './grown.ts';
import { noBaseline, unpairedChanges } from './records.ts';

/** Characters of an id that a record holds. */
const LONGEST_ID = 100;

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
  /** Where its parts are computed; `undefined`: here. */
  threads?: PartThreads | undefined;
  /** With the rows that the model was trained on, where their predictions are named. */
  training?: Comparison | undefined;
}

/** This run while its parts are being measured. */
export interface Running extends Omit<Candidate, 'evaluation' | 'training'> {
  /** What of it is known already. */
  evaluation: Pick<Evaluation, 'task' | 'set' | 'threshold'>;
  finished: Promise<Candidate>;
}

/**
 * Compares a run with its baseline: row by row where both predicted the same evaluation set and rows have ids, or on the
 * baseline's rows where the set has only grown; else from the two stored intervals. The guard says which, and why.
 *
 * @param candidate of one that is still running, each part is compared as soon as it is measured
 */
export async function compareWithBase(
  candidate: Candidate | Running,
  base: BaseRun,
  settings: IntervalSettings,
): Promise<Comparison> {
  const found = await compareRows(candidate, base, settings);
  const before = base.record.evaluation;
  // On other rows, means over seeds differ by their rows too.
  if (before === undefined || before.set !== candidate.evaluation.set) return found;
  const { seeds } = await evaluationOf(candidate);
  const metrics = besideSeeds(found.metrics, before.seeds, seeds, settings.confidence);
  return { ...found, metrics };
}

async function evaluationOf(candidate: Candidate | Running): Promise<Evaluation> {
  return 'finished' in candidate ? (await candidate.finished).evaluation : candidate.evaluation;
}

async function compareRows(
  candidate: Candidate | Running,
  base: BaseRun,
  settings: IntervalSettings,
): Promise<Comparison> {
  const evaluation = base.record.evaluation;
  if (evaluation === undefined) return noBaseline;
  const found = guardOf(candidate, base, evaluation);
  const aligned = found === null || found === 'identical-model' ? alignedPair(candidate, base) : undefined;
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
  const grown = guard === 'different-evaluation-set' ? grownSince(candidate, base) : undefined;
  const pair = typeof aligned === 'object' ? aligned : grown;
  if (pair !== undefined) {
    const { metrics, ...paired } = await pairedWith(pair, candidate, settings);
    // Their tests are no rows of the evaluation set, and only their two intervals are recorded.
    const rates = unpairedChanges(evaluation, ratesOf(await evaluationOf(candidate)));
    const ofGrown = pair === grown ? { guard: 'grown-evaluation-set' as const } : {};
    return { ...common, ...ofGrown, ...paired, metrics: [...metrics, ...rates] };
  }
  const metrics = unpairedChanges(evaluation, await evaluationOf(candidate));
  return { ...common, paired: false, metrics, flips: null };
}

/** The same evaluation with its rates of failed tests alone. */
function ratesOf(evaluation: Evaluation): Evaluation {
  const metrics = evaluation.metrics.filter(({ metric }) => metric.startsWith(FAILURE_RATE));
  return { ...evaluation, metrics };
}

/** Both models' predictions of the same rows in the same order, which are named. */
interface Pair {
  base: TaskSample;
  sample: TaskSample;
  ids: Ids;
  parts: readonly Part[];
  /** The row at each place of what the parts are made of; `undefined`: the same. */
  order?: Int32Array | undefined;
}

/** Changes of every part from the base's predictions. */
async function pairedWith(
  pair: Pair,
  { metrics, threads, evaluation: { threshold } }: Candidate | Running,
  settings: IntervalSettings,
): Promise<Pick<Comparison, 'paired' | 'metrics' | 'flips'>> {
  const { base, parts, order } = pair;
  const other = otherOf(order ? pickShared(base, order) : base, threads);
  collectArrays();
  const works = parts.map((part) => ({ part: overClassesOf(base, part), other, metrics, settings }));
  const changing = workOnParts(threads, 'changes', works);
  // While threads are at it.
  const flipped = flipsOf(pair, threshold?.value);
  return { paired: true, metrics: (await changing).flat(), flips: flipped };
}

function otherOf(whole: TaskSample, threads: PartThreads | undefined) {
  return { whole: threads ? sharedSample(whole) : whole, ranks: ranksOfParts(whole) };
}

function grownSince({ predictions, parts }: Candidate | Running, base: BaseRun) {
  if (predictions?.ids === undefined || base.predictions === undefined) return undefined;
  return grownFrom(
    base.predictions,
    { ids: predictions.ids, sample: predictions.whole },
    parts,
    predictions.order,
  );
}

function guardOf(candidate: Candidate | Running, base: BaseRun, evaluation: Evaluation): Guard | null {
  if (evaluation.task !== candidate.evaluation.task) return 'different-metric-definition';
  if (evaluation.set !== candidate.evaluation.set) return 'different-evaluation-set';
  if (candidate.predictions === undefined) return null;
  if (candidate.predictions.ids === undefined) return 'no-ids';
  if (base.predictions === undefined) return 'predictions-not-kept';
  const identical = candidate.artifact !== null && candidate.artifact === base.record.artifact?.digest;
  return identical ? 'identical-model' : null;
}

/** With the base's predictions in the candidate's order; `undefined` where either has none. */
function alignedPair(
  { predictions, parts }: Candidate | Running,
  base: BaseRun,
): Pair | 'other-rows' | undefined {
  if (predictions?.ids === undefined || base.predictions === undefined) return undefined;
  const { ids, whole: sample, order } = predictions;
  const aligned = align(base.predictions, { ids, sample });
  return aligned === undefined ? 'other-rows' : { base: aligned, sample, ids, parts, order };
}

function flipsOf({ base, sample, ids }: Pair, threshold: number | undefined): Comparison['flips'] {
  const found = countFlips(base, sampleOverClassesOf(base, sample), threshold);
  if (found === null || 'reason' in found) return null;
  const names = (rows: readonly number[]) => rows.map((row) => String(ids[row] ?? '').slice(0, LONGEST_ID));
  const { broken, mended, examples } = found;
  return {
    gained: mended,
    lost: broken,
    n: rowsOf(sample.sample),
    examples: { gained: names(examples.mended), lost: names(examples.broken) },
  };
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
