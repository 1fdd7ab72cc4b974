import { classRanges } from '@assay/stats';
import type { Part } from './measure.ts';
import { type PartThreads, workOnParts } from './parts/part-threads.ts';
import type { RequestedMetric } from './request.ts';

/** What needs a sort of all rows for each class, as measuring them and comparing them with another model both do. */
const SORTED_BY_CLASS = 'roc_auc_ovr_macro';

/**
 * All rows with the areas of their classes, where these are many: several threads compute them, each of some classes, and what later
 * needs them on whatever thread has them. The same, where there is no thread, or no such metric.
 */
export async function withClassAreas(
  threads: PartThreads | undefined,
  all: Part,
  metrics: readonly RequestedMetric[],
): Promise<Part> {
  if (threads === undefined || all.whole.task !== 'multiclass') return all;
  const { sample } = all.whole;
  const asked = metrics.some(({ spec }) => spec.metric === SORTED_BY_CLASS);
  if (!asked || !sample.scores || sample.weights || all.group) return all;
  const works = classRanges(sample).map((classes) => ({ part: all, classes }));
  return { ...all, areas: await workOnParts(threads, 'areas', works) };
}
