import type { Evaluate, Evaluation, Task } from '@assay/contract';
import { collectArrays, type Engine, openSource } from '@assay/data';
import { failureRates } from './behaviour.ts';
import { measureBeside } from './beside.ts';
import type { Candidate, Running } from './compare/with-base.ts';
import { compareWithTraining } from './compare/with-training.ts';
import type { JudgedFile } from './judged-file.ts';
import { beginMeasuring } from './measuring.ts';
import { type ReadyMetrics, readyMetrics } from './own-metrics.ts';
import type { PartThreads } from './parts/part-threads.ts';
import type { PredictionColumns } from './predictions/columns.ts';
import { columnsOf, readRows } from './predictions/index.ts';
import { writeKept } from './predictions/keep.ts';
import { setDigest } from './predictions/set-digest.ts';
import { requestedMetrics } from './request.ts';
import { searchSlices } from './search/search-slices.ts';
import { acrossSeeds, type SeedPredictions } from './seeds.ts';
import { atThreshold, thresholdOf } from './threshold.ts';

/** What is asked of predictions, and the columns that it takes. */
export interface Asked extends ReadyMetrics {
  columns: PredictionColumns;
}

interface Options {
  path: string;
  root: string;
  keepAs: string;
  clock: () => number;
  artifact: string | null;
  seeds?: { own: number; others: readonly SeedPredictions[] } | undefined;
  threads?: PartThreads | undefined;
}

/**
 * Metrics with intervals, by slice, and curves, from predictions of an evaluation set.
 *
 * @param options.root folder in which the files lie that the contract names beside the predictions
 * @param options.keepAs file for the columns that a later comparison row by row needs
 * @param options.seeds the model's seed, and predictions by models of other ones
 * @param options.threads that compute parts; without them it is done here
 * @param options.clock milliseconds, for how long it took
 * @throws UserError `unknown-metric`, and those of reading the predictions
 */
export async function evaluatePredictions(
  engine: Engine,
  source: JudgedFile,
  evaluate: Evaluate & { task: Task },
  options: Options,
): Promise<Candidate> {
  const asked = await readyToEvaluate(engine, source, evaluate);
  return (await beginEvaluation(engine, source, evaluate, asked, options)).finished;
}

/**
 * What an evaluation asks of its predictions.
 *
 * @throws UserError `unknown-metric`, `metric-invalid`, and those of columns that are not named
 */
export async function readyToEvaluate(
  engine: Engine,
  { relation }: JudgedFile,
  evaluate: Evaluate & { task: Task },
): Promise<Asked> {
  const ready = await readyMetrics(engine, relation, requestedMetrics(evaluate, evaluate.task));
  return { ...ready, columns: columnsOf(evaluate.task, evaluate, ready) };
}

/**
 * The same, from when the evaluation set is known: with what it is then compared is read while it is measured.
 *
 * @throws UserError as {@link evaluatePredictions}; what goes wrong later, `finished` tells
 */
export async function beginEvaluation(
  engine: Engine,
  source: JudgedFile,
  evaluate: Evaluate & { task: Task },
  asked: Asked,
  options: Options,
): Promise<Running> {
  const started = options.clock();
  const { task, confidence } = evaluate;
  const open = (path: string) => openSource(engine, { path, root: options.root });
  const { threads } = options;
  const { relation } = source;
  const read = await readRows(engine, relation, task, evaluate, asked);
  const { columns, ids } = read;
  const threshold = await thresholdOf(engine, evaluate, { source, ids }, open);
  const ready = { ...asked, metrics: atThreshold(asked.metrics, threshold) };
  const { metrics } = ready;
  const beside = await measureBeside(engine, evaluate, ready, open);
  // All of this goes on at once; what goes wrong is told where it is waited for.
  const digesting = setDigest(engine, relation, task, columns, { ...read, threads });
  digesting.catch(() => {});
  const { predictions, parts, measured, drawn } = await measuring();
  // Not before slices are found to be in order: a run that is refused leaves the predictions that lie beside its record.
  const keeping = writeKept(engine, relation, columns, options.keepAs, ids);
  const searching = searchSlices(engine, relation, evaluate, predictions, threshold?.value);
  const work = Promise.all([measured, drawn, keeping, searching]);
  work.catch(() => {});
  // What was only there to make shared memory of; threads are at work already.
  collectArrays();
  await engine.giveBack();
  const set = await digesting;
  const common = { artifact: options.artifact, predictions, parts, metrics, threads };
  const finished = finish();
  finished.catch(() => {});
  return { ...common, evaluation: { task, set, threshold }, finished };

  /** Where that goes wrong, the engine is still at work. */
  async function measuring() {
    try {
      return await beginMeasuring(read, evaluate, { metrics, threshold: threshold?.value, threads });
    } catch (error) {
      await Promise.allSettled([digesting]);
      throw error;
    }
  }

  async function finish(): Promise<Candidate> {
    const [found, curves, kept, search] = await work;
    const seeds =
      options.seeds &&
      (await acrossSeeds(
        engine,
        evaluate,
        ready,
        { seed: options.seeds.own, parts, set },
        options.seeds.others,
        open,
      ));
    const evaluation: Evaluation = {
      task,
      set,
      rows: predictions.rows,
      paired: predictions.ids !== undefined,
      source: { path: options.path, format: 'predictions' },
      metrics: [...found, ...failureRates(beside.behaviour ?? [], confidence)],
      slices: predictions.slices.map(({ rows, ...slice }) => ({ ...slice, n: rows.length })),
      ...(search && { search }),
      curves,
      ...(beside.behaviour && { behaviour: beside.behaviour }),
      ...(threshold && { threshold }),
      ...(seeds && { seeds }),
      predictions: kept,
      seconds: (options.clock() - started) / 1000,
    };
    const training =
      beside.training && compareWithTraining(evaluation, await source.digest(), beside.training);
    return { ...common, evaluation, training };
  }
}
