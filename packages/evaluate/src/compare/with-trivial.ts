import type { Comparison } from '@assay/contract';
import type { IntervalSettings, Part } from '../measure.ts';
import { type PartThreads, workOnParts } from '../parts/part-threads.ts';
import type { RequestedMetric } from '../request.ts';

/**
 * Compares a model with the one that knows only how often each label occurs in the evaluation set (weighted, where rows
 * are): it gives every row the class frequencies as scores and the most frequent class as prediction, the mean, the
 * quantiles of the labels, one score for all items of a ranking, or the most frequent text.
 */
export async function compareWithTrivial(
  whole: Part,
  metrics: readonly RequestedMetric[],
  settings: IntervalSettings,
  threads?: PartThreads,
): Promise<Comparison> {
  const [changes = []] = await workOnParts(threads, 'changes', [
    { part: whole, other: 'trivial', metrics, settings },
  ]);
  return {
    with: 'trivial',
    record: null,
    commit: null,
    recorded: null,
    behind: null,
    paired: true,
    guard: null,
    metrics: changes,
    flips: null,
  };
}
