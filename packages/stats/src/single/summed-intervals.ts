import { sortAscending } from '../bootstrap/ascending.ts';
import { drawCounts } from '../bootstrap/draw-counts.ts';
import { deviationsOfSums } from '../bootstrap/draw-sums.ts';
import { intervalOfEnds } from '../bootstrap/ends.ts';
import { isLarge } from '../bootstrap/influence.ts';
import { noInterval } from '../intervals/interval.ts';
import type { Placed } from '../method.ts';
import type { RowMember } from '../metrics/asked.ts';
import type { SummedMetric } from '../metrics/metric.ts';
import type { Settings } from '../options.ts';
import { pointEstimates } from '../point-estimates.ts';
import { rowsOf, type Samples, type Task } from '../sample.ts';
import { ownSums } from './own-sums.ts';

/**
 * Intervals of those metrics that are functions of a few sums over rows, though not smooth ones, from draws of these sums; none where
 * rows are few or a class is rare, or BCa is asked for.
 */
export function summedIntervals<T extends Task>(
  task: T,
  sample: Samples[T],
  members: readonly RowMember<T>[],
  { replicates, seed, confidence, interval: ends }: Settings,
): Placed[] {
  if (ends === 'bca' || !isLarge(sample)) return [];
  return members.flatMap(({ place, metric, spec }): Placed[] => {
    const summed = metric.sums?.(sample, spec, 1);
    const [estimate] = summed ? pointEstimates(task, sample, [spec]) : [];
    if (!summed || 'reason' in summed || estimate === undefined || estimate.value === null) return [];
    const { value } = estimate;
    const deviations = deviationsOf(summed, replicates, seed);
    const method = 'bootstrap-sums';
    if (deviations[0] === deviations[replicates - 1])
      return [{ place, interval: noInterval('no-variation', value), method }];
    const found = intervalOfEnds(metric, {
      ...{ value, deviations, of: replicates, units: rowsOf(sample), confidence },
    });
    return [{ place, interval: found.interval, method: found.ends ? `${method}-${found.ends}` : method }];
  });
}

/** In ascending order. Counts of rows are drawn one by one, gaps with the covariances that follow from how many rows there are. */
function deviationsOf(summed: SummedMetric, draws: number, seed: number): Float64Array {
  const { told, sums, value } = summed;
  if (told) return deviationsOfSums(ownSums(summed), { draws, seed }, (drawn) => () => value(drawn));
  const centre = value(sums);
  const draw = drawCounts(sums, seed);
  const drawn = new Float64Array(sums.length);
  const deviations = new Float64Array(draws);
  for (let i = 0; i < draws; i++) {
    draw(drawn);
    deviations[i] = value(drawn) - centre;
  }
  return sortAscending(deviations);
}
