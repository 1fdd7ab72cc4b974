import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import {
  type AssayYml,
  type Comparison,
  type Evaluate,
  type Evaluation,
  evaluateSchema,
  type Located,
  tasks,
  UserError,
} from '@assay/contract';
import { openSource } from '@assay/data';
import {
  type BaseRun,
  type Candidate,
  compareWithBase,
  compareWithTrivial,
  evaluatePredictions,
  noBaseline,
  readKept,
  readMetricsFile,
} from '@assay/evaluate';
import { annotations, composeDocument } from '@assay/report';
import { z } from 'zod';
import { fetchBasePredictions, findBaseline, readLedger } from './baseline.ts';
import type { Context } from './context.ts';
import { counted } from './counted.ts';
import { withEngine } from './engine.ts';
import { choice, common, duckdbLibrary, lines, list, number, text } from './inputs.ts';
import { inRoot, needs, readProject } from './project.ts';
import { addSections, openRecord } from './run-record.ts';
import { defineVerb, type Result } from './verb.ts';

const inputs = z.object({
  predictions: text.describe('Predictions of the evaluation set: Parquet, CSV, TSV or JSONL'),
  'metrics-file': text.describe(
    'Metrics that another tool computed (JSON, YAML or TOML); needs nothing else',
  ),
  task: choice(...tasks).describe('binary, multiclass or regression'),
  id: text.describe('Column that names a row; pairs this run with its baseline'),
  label: text.describe('Column of the truth'),
  score: lines.describe('Column of the score of the positive class; or CLASS=COLUMN, one a line'),
  prediction: text.describe('Column of the predicted class or value'),
  weight: text.describe('Column of row weights'),
  group: text.describe('Column of clusters: rows of one group are resampled together'),
  metrics: list.describe('Metrics to compute, by id; without it, the usual ones of the task'),
  slice: lines.describe('Column whose values become slices, or NAME: SQL PREDICATE; one a line'),
  confidence: number.describe('Confidence of every interval; 0.95'),
  replicates: number.describe('Bootstrap replicates; 1000'),
  ...common,
  ...duckdbLibrary,
});

type Inputs = z.output<typeof inputs>;

interface EvaluateDocument extends Evaluation {
  comparisons: Comparison[];
}

export const evaluate = defineVerb({
  name: 'evaluate',
  description:
    'Compute metrics with intervals, by slice, and compare them with the base; or read metrics that another tool computed',
  inputs,
  outputs: {
    metrics: 'Metrics of all rows as a JSON object: {"roc_auc": 0.91}',
    rows: 'Rows of the evaluation set',
    record: 'Path of the run record',
  },
  async run(given: Inputs, context: Context): Promise<Result<EvaluateDocument>> {
    const project = await readProject(context, given.config);
    const request = requestOf(given, project?.value.evaluate);
    const record = await openRecord(context, given.record, project);
    const ledger = await readLedger(context);
    const baseline = await findBaseline(context, ledger, record.model);
    const artifact = record.artifact?.digest ?? null;
    const folder = dirname(inRoot(context, given.record));
    await mkdir(folder, { recursive: true });
    const settings = { confidence: request.confidence, replicates: request.replicates, seed: request.seed };

    const { found, engine } = await pointAt(project, given, async () => {
      if (request.predictions === undefined) {
        const candidate = await fromMetricsFile(context, request['metrics-file'] ?? '', artifact);
        const base = baseline && { ...baseline, predictions: undefined };
        const comparisons = [base ? compareWithBase(candidate, base, settings) : noBaseline];
        return { found: { evaluation: candidate.evaluation, comparisons }, engine: undefined };
      }
      const path = relative(context.root, inRoot(context, request.predictions));
      return withEngine(context, given['duckdb-library'], async (engine) => {
        const source = await openSource(engine, { path, root: context.root });
        const task = request.task;
        if (task === undefined) throw needs('task', 'task', 'evaluate');
        const candidate = await evaluatePredictions(
          engine,
          source,
          { ...request, task },
          {
            path,
            keepAs: join(folder, 'predictions.parquet'),
            clock: () => context.now().getTime(),
            artifact,
          },
        );
        const file = baseline && (await fetchBasePredictions(context, ledger, baseline, folder));
        const columns = candidate.predictions?.columns;
        const base: BaseRun | undefined = baseline && {
          ...baseline,
          predictions:
            file === undefined || columns === undefined
              ? undefined
              : await readKept(
                  engine,
                  { path: relative(context.root, file), root: context.root },
                  task,
                  columns,
                ),
        };
        const [whole] = candidate.parts;
        return {
          evaluation: candidate.evaluation,
          comparisons: [
            base ? compareWithBase(candidate, base, settings) : noBaseline,
            ...(whole ? [compareWithTrivial(whole, candidate.metrics, settings)] : []),
          ],
        };
      });
    });

    const { evaluation, comparisons } = found;
    const next = await addSections(context, given.record, record, 'evaluation', found, engine);
    return {
      document: { ...evaluation, comparisons },
      exit: 0,
      outputs: outputsOf(evaluation, given.record),
      annotations: annotations(next),
      report: composeDocument(next, { now: context.now() }),
      alone: given.predictions !== undefined || given['metrics-file'] !== undefined,
      message: inWords(evaluation),
    };
  },
});

function requestOf(given: Inputs, declared: Evaluate | undefined): Evaluate {
  const alone = given.predictions !== undefined || given['metrics-file'] !== undefined;
  if (!alone && declared === undefined)
    throw needs('file of predictions or metrics', 'predictions" or "metrics-file', 'evaluate');
  const named = Object.fromEntries(
    Object.entries({
      predictions: given.predictions,
      'metrics-file': given['metrics-file'],
      task: given.task,
      id: given.id,
      label: given.label,
      score: scoreOf(given.score, given.task ?? declared?.task),
      prediction: given.prediction,
      weight: given.weight,
      group: given.group,
      metrics: given.metrics,
      slices: given.slice?.map(sliceOf),
      confidence: given.confidence,
      replicates: given.replicates,
    }).filter(([, value]) => value !== undefined),
  );
  const base: Record<string, unknown> = { ...declared };
  if (given.predictions !== undefined) delete base['metrics-file'];
  if (given['metrics-file'] !== undefined) delete base['predictions'];
  const parsed = evaluateSchema.safeParse({ ...base, ...named });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [place] = issue?.path ?? [];
  throw new UserError(
    'input-invalid',
    `${place === undefined ? '' : `input "${place === 'slices' ? 'slice' : String(place)}": `}${issue?.message}`,
    { fix: 'change this input; the README of the action lists what each takes' },
  );
}

/** One column, or CLASS=COLUMN a line: only several classes have several columns. */
function scoreOf(score: string[] | undefined, task: Evaluate['task']): Evaluate['score'] {
  const [only] = score ?? [];
  if (score === undefined || (score.length === 1 && task !== 'multiclass')) return only;
  return Object.fromEntries(
    score.map((entry) => {
      const equals = entry.indexOf('=');
      if (equals > 0) return [entry.slice(0, equals), entry.slice(equals + 1)];
      throw new UserError('input-invalid', `input "score": "${entry}" does not say of which class`, {
        fix: 'write CLASS=COLUMN, one a line, for a multiclass task; one column otherwise',
      });
    }),
  );
}

function sliceOf(entry: string): Evaluate['slices'][number] {
  const colon = entry.indexOf(': ');
  return colon === -1 ? entry : { name: entry.slice(0, colon), where: entry.slice(colon + 2) };
}

async function fromMetricsFile(context: Context, given: string, artifact: string | null): Promise<Candidate> {
  const path = relative(context.root, inRoot(context, given));
  const started = context.now().getTime();
  const content = await readFile(inRoot(context, path), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('metrics-missing', `${path} cannot be read: ${cause.code}`, {
      fix: 'write it before this step, and check the input "metrics-file"',
      cause,
    });
  });
  const evaluation: Evaluation = {
    task: null,
    set: null,
    rows: null,
    paired: false,
    source: { path, format: 'metrics' },
    metrics: readMetricsFile(content, path),
    slices: [],
    curves: {},
    predictions: null,
    seconds: (context.now().getTime() - started) / 1000,
  };
  return { evaluation, artifact, predictions: undefined, parts: [], metrics: [] };
}

/** An unknown metric is pointed at in the contract, when it was written there. */
async function pointAt<T>(
  project: Located<AssayYml> | undefined,
  given: Inputs,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (
      !(error instanceof UserError) ||
      error.code !== 'unknown-metric' ||
      project === undefined ||
      given.metrics !== undefined
    )
      throw error;
    const wanted = project.value.evaluate?.metrics ?? [];
    const place = wanted.findIndex((metric) =>
      error.message.includes(`"${typeof metric === 'string' ? metric : metric.metric}"`),
    );
    const path = ['evaluate', 'metrics', place, ...(typeof wanted[place] === 'string' ? [] : ['metric'])];
    throw place === -1 ? error : project.source.error(path, error.code, error.message, error.fix);
  }
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
