import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Comparison, Evaluate, Evaluation } from '@assay/contract';
import { annotations, counted } from '@assay/report';
import { findBase } from './baseline.ts';
import { composedLater } from './composed-later.ts';
import type { Context } from './context.ts';
import { findOthers } from './evaluate-baselines.ts';
import type { EvaluateInputs } from './evaluate-definition.ts';
import { requestOf } from './evaluate-request.ts';
import { seedsOf } from './evaluate-seeds.ts';
import { evaluateFromMetricsFile, evaluateFromPredictions } from './evaluate-sources.ts';
import { inRoot, readProject } from './project.ts';
import { addSections, openRecord } from './run-record.ts';
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
  const record = await openRecord(context, given.record, project);
  await mkdir(dirname(inRoot(context, given.record)), { recursive: true });
  const job = {
    request,
    base: await findBase(context, record.model),
    others: await findOthers(context, record.model, project?.value.gate),
    artifact: record.artifact?.digest ?? null,
    seeds: await seedsOf(context, record, given.predictions),
    record: given.record,
    duckdbLibrary: given['duckdb-library'],
  };
  const { found, engine } = await (request.predictions === undefined
    ? evaluateFromMetricsFile(context, request['metrics-file'] ?? '', job)
    : evaluateFromPredictions(context, request.predictions, job));
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
