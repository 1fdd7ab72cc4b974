import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import {
  type Comparison,
  digestPaths,
  type Evaluate,
  type Evaluation,
  UserError,
  whyUnreadable,
} from '@assay/contract';
import { bytesOf, openTable, watchFiles } from '@assay/data';
import {
  beginEvaluation,
  type Candidate,
  compareWithBase,
  compareWithTrivial,
  lineageOf,
  noBaseline,
  type Running,
  readKept,
  readMetrics,
  readyToEvaluate,
  startThreads,
} from '@assay/evaluate';
import { type Base, fetchBasePredictions } from './baseline.ts';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import { inRoot, needs } from './project.ts';

/** What to evaluate, and against what; what is not known yet is found while the predictions are read. */
export interface EvaluateJob {
  request: Evaluate;
  base: Promise<Base>;
  /** Further baselines that the policy names, each with its name. */
  others: Promise<readonly { name: string; base: Base }[]>;
  trained: Promise<{
    /** Digest of the model, where there is one. */
    artifact: string | null;
    /** The model's seed, and predictions by the models of other seeds, where it was trained with several. */
    seeds: { own: number; others: { seed: number; path: string }[] } | undefined;
  }>;
  /** Path of the run record: what is kept for pairing lies beside it. */
  record: string;
  duckdbLibrary: string | undefined;
}

/** The sections of an evaluation, and the engine that they were computed by. */
export interface Evaluated {
  found: { evaluation: Evaluation; comparisons: Comparison[] };
  engine?: string;
}

/** Evaluates predictions: metrics with intervals, compared with the base row by row where that can be, and with the trivial model. */
export async function evaluateFromPredictions(
  context: Context,
  given: string,
  job: EvaluateJob,
): Promise<Evaluated> {
  const { task } = job.request;
  if (task === undefined) throw needs('task', 'task', 'evaluate');
  const path = relative(context.root, inRoot(context, given));
  const folder = dirname(inRoot(context, job.record));
  const { confidence, interval, replicates, seed } = job.request;
  const settings = { confidence, interval, replicates, seed };
  const file = { path, root: context.root };
  const requireUnchanged = watchFiles(context.root, [path]);
  // They start while the engine does.
  const threads = startThreads(task, await bytesOf(file));
  return withEngine(context, job.duckdbLibrary, async (engine) => {
    // They come from the ledger meanwhile.
    const fetching = job.base.then((base) => fetched(context, base, folder));
    const beside: Promise<unknown>[] = [fetching.catch(() => {})];
    try {
      const { relation, files } = await openTable(engine, file);
      const source = { relation, digest: async () => (await digestPaths(context.root, files)).digest };
      const request = { ...job.request, task };
      const asked = await readyToEvaluate(engine, source, request);
      const kept = async (path: string | undefined) =>
        path === undefined ? undefined : readKept(engine, { ...file, path }, task, asked.columns);
      // The base's predictions are read beside the candidate's.
      const reading = fetching.then(kept);
      beside.push(reading.catch(() => {}));
      const options = {
        ...file,
        keepAs: join(folder, 'predictions.parquet'),
        clock: () => context.now().getTime(),
        ...(await job.trained),
        threads,
      };
      const running = await beginEvaluation(engine, source, request, asked, options);
      requireUnchanged();
      const { finished, parts, metrics } = running;
      const own = await job.base;
      const [{ evaluation, training }, withBases, withTrivial] = await Promise.all([
        finished,
        compared(running, job, settings, async (base) =>
          base === own ? reading : kept(await fetched(context, base, folder)),
        ),
        Promise.all(
          parts
            .slice(0, 1)
            .map((whole) => compareWithTrivial(whole, metrics, settings, threads, parts.length - 1)),
        ),
      ]);
      return {
        evaluation,
        comparisons: [...withBases, ...withTrivial, ...(training ? [training] : [])],
      };
    } finally {
      await threads?.close();
      await Promise.all(beside);
    }
  });
}

/** The predictions kept with a baseline, as a path below the root. */
async function fetched(context: Context, base: Base, folder: string): Promise<string | undefined> {
  const file = typeof base === 'object' ? await fetchBasePredictions(context, base, folder) : undefined;
  return file && relative(context.root, file);
}

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

type Found = Extract<Base, object>;
type Kept = Awaited<ReturnType<typeof readKept>> | undefined;

/** With the base, and with every other baseline that the policy names. */
async function compared(
  candidate: Candidate | Running,
  { base, others }: EvaluateJob,
  settings: Parameters<typeof compareWithBase>[2],
  predictionsOf: (base: Found) => Promise<Kept>,
): Promise<Comparison[]> {
  const found = await comparedWithBase(candidate, await base, settings, predictionsOf);
  for (const other of await others) {
    const [comparison] = await comparedWithBase(candidate, other.base, settings, predictionsOf);
    // How many commits lie between is asked of the base alone.
    if (comparison !== undefined) found.push({ ...comparison, with: other.name, behind: null });
  }
  return found;
}

/** No comparison at all where the ledger could not be read: that is not the same as a first run. */
async function comparedWithBase(
  candidate: Candidate | Running,
  base: Base,
  settings: Parameters<typeof compareWithBase>[2],
  predictionsOf: (base: Found) => Promise<Kept>,
): Promise<Comparison[]> {
  if (base === 'unknown') return [];
  if (base === 'none') return [noBaseline];
  const predictions = await predictionsOf(base);
  return [await compareWithBase(candidate, { ...base.baseline, predictions }, settings)];
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
