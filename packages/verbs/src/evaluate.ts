import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Comparison, Evaluate, Evaluation } from '@assay/contract';
import { annotations, counted } from '@assay/report';
import { findBase } from './baseline.ts';
import { composedLater } from './composed-later.ts';
import type { Context } from './context.ts';
import { findOthers } from './evaluate-baselines.ts';
import type { Evaluated, EvaluateJob } from './evaluate-compared.ts';
import type { EvaluateInputs } from './evaluate-definition.ts';
import { evaluateFromPredictions } from './evaluate-predictions.ts';
import { requestOf } from './evaluate-request.ts';
import { seedsOf } from './evaluate-seeds.ts';
import { inRoot, readProject } from './project.ts';
import { addSections, modelOf, openRecord } from './run-record.ts';
import type { Result } from './verb.ts';

interface EvaluateDocument extends Evaluation {
  comparisons: Comparison[];
}

export async function evaluate(given: EvaluateInputs, context: Context): Promise<Result<EvaluateDocument>> {
  const project = await readProject(context, given.config);
  const unasked = unaskedFile(given, project?.value.evaluate, context);
  const request = requestOf(
    { ...given, 'metrics-file': unasked ?? given['metrics-file'] },
    project?.value.evaluate,
  );
  await mkdir(dirname(inRoot(context, given.record)), { recursive: true });
  // Git looks for what to compare with, and the record is read, while the engine comes to the predictions.
  const model = modelOf(project);
  const base = findBase(context, model);
  const others = base.then(() => findOthers(context, model, project?.value.gate));
  const opening = openRecord(context, given.record, project, 'evaluation');
  const trained = opening.then(async (record) => ({
    artifact: record.artifact?.digest ?? null,
    seeds: await seedsOf(context, record, given.predictions),
  }));
  const beside = [trained, base, others];
  const ended = Promise.allSettled(beside);
  const job = {
    request,
    base,
    others,
    trained,
    record: given.record,
    duckdbLibrary: given['duckdb-library'],
  };
  const evaluating =
    request.predictions === undefined
      ? fromMetricsFile(context, request['metrics-file'] ?? '', job)
      : evaluateFromPredictions(context, request.predictions, job);
  // What is wrong with one of these is told before what is wrong with the predictions, whichever came first.
  const { found, engine } = await evaluating.finally(() => ended.then(() => Promise.all(beside)));
  const record = await opening;
  const { evaluation, comparisons } = found;
  const next = await addSections(context, given.record, record, 'evaluation', found, engine);
  return {
    document: { ...evaluation, comparisons },
    exit: 0,
    outputs: outputsOf(evaluation, given.record),
    annotations: annotations(next),
    report: composedLater(next, context),
    alone: [given.predictions, given['metrics-file'], unasked].some((file) => file !== undefined),
    message: inWords(evaluation),
  };
}

/** What reads YAML and TOML is loaded where it is needed. */
async function fromMetricsFile(context: Context, file: string, job: EvaluateJob): Promise<Evaluated> {
  const { evaluateFromMetricsFile } = await import('./evaluate-metrics-file.ts');
  return evaluateFromMetricsFile(context, file, job);
}

/** A `dvc.yaml`, which names files of metrics, where nothing else says what to evaluate. */
function unaskedFile(
  given: EvaluateInputs,
  declared: Evaluate | undefined,
  context: Context,
): string | undefined {
  if (given.predictions !== undefined || given['metrics-file'] !== undefined || declared !== undefined)
    return undefined;
  if (!existsSync(inRoot(context, 'dvc.yaml'))) return undefined;
  context.log.info('nothing says what to evaluate: the metrics that dvc.yaml names are taken');
  return 'dvc.yaml';
}

function outputsOf(evaluation: Evaluation, record: string): Record<string, string> {
  const whole = evaluation.metrics.filter((metric) => metric.slice === null && metric.value !== null);
  return {
    metrics: JSON.stringify(Object.fromEntries(whole.map((metric) => [metric.metric, metric.value]))),
    rows: evaluation.rows === null ? '' : String(evaluation.rows),
    record,
  };
}

function inWords(evaluation: Evaluation): string {
  const whole = evaluation.metrics.filter((metric) => metric.slice === null);
  const metrics = counted(whole.length, 'metric');
  if (evaluation.rows === null) return `${metrics} read from ${evaluation.source.path}`;
  return `${metrics} of ${counted(evaluation.rows, 'row')} and ${counted(evaluation.slices.length, 'slice')}`;
}
