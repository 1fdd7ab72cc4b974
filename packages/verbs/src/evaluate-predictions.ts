import { dirname, join, relative } from 'node:path';
import { digestPaths } from '@assay/contract';
import { bytesOf, openTable, watchFiles } from '@assay/data';
import {
  beginEvaluation,
  compareWithTrivial,
  readKept,
  readyToEvaluate,
  startThreads,
} from '@assay/evaluate';
import { type Base, fetchBasePredictions } from './baseline.ts';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import { compared, type Evaluated, type EvaluateJob } from './evaluate-compared.ts';
import { inRoot, needs } from './project.ts';

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
