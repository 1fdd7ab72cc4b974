import { setImmediate } from 'node:timers/promises';
import type { Curves, Evaluate, Metric, Task } from '@assay/contract';
import { withClassAreas } from './class-areas.ts';
import { allOf, type Part, partsOf } from './measure.ts';
import { type PartThreads, workOnParts } from './parts/part-threads.ts';
import { sharedPredictions } from './parts/shared.ts';
import { inOrder, type Predictions, type ReadRows, sliced } from './predictions/index.ts';
import type { RequestedMetric } from './request.ts';

/** How parts are measured. */
interface Asked {
  metrics: readonly RequestedMetric[];
  threshold: number | undefined;
  threads: PartThreads | undefined;
}

/** Parts that are being measured. */
interface Measuring {
  predictions: Predictions;
  /** All rows first, then each slice. */
  parts: readonly Part[];
  measured: Promise<Metric[]>;
  drawn: Promise<Curves>;
}

/**
 * Begins to measure all rows, and then, while threads are at these, makes the slices and has them measured too.
 *
 * @throws UserError `slice-repeated`; what goes wrong later, the promises tell
 */
export async function beginMeasuring(
  read: ReadRows,
  evaluate: Evaluate & { task: Task },
  { metrics, threshold, threads }: Asked,
): Promise<Measuring> {
  const { confidence, interval, replicates, seed } = evaluate;
  const settings = { confidence, interval, replicates, seed };
  const measure = (parts: readonly Part[]) =>
    workOnParts(
      threads,
      'measure',
      parts.map((part) => ({ part, metrics, settings })),
    );
  const ordered = sharedPredictions(inOrder(read), threads);
  const all = withClassAreas(threads, allOf(ordered), metrics);
  const ofAll = all.then((part) => measure([part]));
  ofAll.catch(() => {});
  // Threads are given their work before this one goes on.
  await setImmediate();
  const predictions = sliced(ordered, read.raw, evaluate);
  const [, ...slices] = partsOf(predictions);
  threads?.help();
  const parts = [await all, ...slices];
  const ofSlices = measure(slices);
  const measured = Promise.all([ofAll, ofSlices]).then((found) => found.flat(2));
  // By the thread that has all rows already, and no other, which would need as much memory for them.
  const drawn = workOnParts(threads, 'curves', [{ part: await all, threshold }]).then(
    ([curves = {}]) => curves,
  );
  return { predictions, parts, measured, drawn };
}
