import type { Comparison } from '@assay/contract';
import type { IntervalSettings, Part } from '../measure.ts';
import { type PartThreads, workOnParts } from '../parts/part-threads.ts';
import type { RequestedMetric } from '../request.ts';

/**
 * Compares a model with the one that knows only how often each label occurs in the evaluation set (weighted, where rows
 * are): it gives every row the class frequencies as scores and the most frequent class as prediction, the mean, the
 * quantiles of the labels, one score for all items of a ranking, or the most frequent text.
 *
 * @param others how many other parts the threads compute meanwhile
 */
export async function compareWithTrivial(
  whole: Part,
  metrics: readonly RequestedMetric[],
  settings: IntervalSettings,
  threads?: PartThreads,
  others = 0,
): Promise<Comparison> {
  // Where there are other parts, threads have enough to do, and less memory where only one of them holds all rows' numbers.
  const shares = threads && others === 0 ? sharesOf(whole, metrics) : [metrics];
  const works = shares.map((some) => ({ part: whole, other: 'trivial' as const, metrics: some, settings }));
  const changes = (await workOnParts(threads, 'changes', works)).flat();
  const changeOf = new Map(changes.map((change) => [change.metric, change]));
  return {
    with: 'trivial',
    record: null,
    commit: null,
    recorded: null,
    behind: null,
    paired: true,
    guard: null,
    metrics: metrics.flatMap(({ key }) => changeOf.get(key) ?? []),
    flips: null,
  };
}

/**
 * The metrics in shares that threads compute side by side: those of two classes that read scores each alone. All others are
 * functions of the same counts, or of the same draws of rows.
 */
function sharesOf(
  { whole, group }: Part,
  metrics: readonly RequestedMetric[],
): (readonly RequestedMetric[])[] {
  if (whole.task !== 'binary' || whole.sample.weights !== undefined || group !== undefined) return [metrics];
  const alone = metrics.filter(
    ({ needsThreshold, compares, sql }) => !needsThreshold && compares === undefined && sql === undefined,
  );
  const others = metrics.filter((metric) => !alone.includes(metric));
  return [...(others.length > 0 ? [others] : []), ...alone.map((metric) => [metric])];
}
