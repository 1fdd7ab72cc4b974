import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { type Evaluation, UserError, whyUnreadable } from '@assay/contract';
import { type Candidate, lineageOf, readMetrics } from '@assay/evaluate';
import type { Context } from './context.ts';
import { compared, type Evaluated, type EvaluateJob } from './evaluate-compared.ts';
import { inRoot } from './project.ts';

/** Takes metrics that another tool computed; they are compared without intervals. */
export async function evaluateFromMetricsFile(
  context: Context,
  given: string,
  job: EvaluateJob,
): Promise<Evaluated> {
  const candidate = await fromMetricsFile(context, given, job);
  const settings = {
    confidence: job.request.confidence,
    interval: job.request.interval,
    replicates: job.request.replicates,
    seed: job.request.seed,
  };
  const comparisons = await compared(candidate, job, settings, async () => undefined);
  return { found: { evaluation: candidate.evaluation, comparisons } };
}

async function fromMetricsFile(
  context: Context,
  given: string,
  { request, trained }: EvaluateJob,
): Promise<Candidate> {
  const path = relative(context.root, inRoot(context, given));
  const started = context.now().getTime();
  const { confidence, format } = request;
  const found = await readMetrics(path, (file) => readText(context, file), { confidence, format });
  const lineage = await lineageOf(path, (file) => findText(context, file));
  const evaluation: Evaluation = {
    task: null,
    set: null,
    rows: null,
    paired: false,
    source: { path, format: found.format },
    metrics: found.metrics,
    slices: [],
    curves: {},
    ...(lineage && { lineage }),
    predictions: null,
    seconds: (context.now().getTime() - started) / 1000,
  };
  const { artifact } = await trained;
  return { evaluation, artifact, predictions: undefined, parts: [], metrics: [] };
}

/** The text of a file, where it is there. */
async function findText(context: Context, path: string): Promise<string | undefined> {
  return existsSync(inRoot(context, path)) ? readText(context, path) : undefined;
}

async function readText(context: Context, path: string): Promise<string> {
  return readFile(inRoot(context, path), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('metrics-missing', `${path} cannot be read: ${whyUnreadable(cause)}`, {
      fix: 'write it before this step (`dvc pull` fetches what DVC keeps), and check the input "metrics-file"',
      cause,
    });
  });
}
