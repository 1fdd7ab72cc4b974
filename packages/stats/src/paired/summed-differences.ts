import { deviationsOfSums } from '../bootstrap/draw-sums.ts';
import { percentilesOf } from '../bootstrap/ends.ts';
import { isMany } from '../bootstrap/influence.ts';
import { type Interval, noInterval } from '../intervals/interval.ts';
import type { Placed } from '../method.ts';
import type { RowMember } from '../metrics/asked.ts';
import type { SummedMetric } from '../metrics/metric.ts';
import type { Settings } from '../options.ts';
import type { Value } from '../reason.ts';
import type { Samples, Task } from '../sample.ts';
import { jointSums } from './joint-sums.ts';

/**
 * Intervals of the changes of those metrics that are functions of a few sums over rows, from draws of both models' sums with the
 * covariances that their common rows give; none where rows are few, or BCa is asked for.
 *
 * @param estimate the change of the metric whose spec is at this place
 */
export function summedDifferences<T extends Task>(
  [base, candidate]: readonly [Samples[T], Samples[T]],
  members: readonly RowMember<T>[],
  estimate: (place: number) => Value,
  settings: Settings,
): Placed[] {
  if (settings.interval === 'bca' || !isMany(base)) return [];
  return members.flatMap(({ place, metric, spec }): Placed[] => {
    const { value } = estimate(place);
    const before = value === null ? undefined : metric.sums?.(base, spec, 2);
    const after = before && metric.sums?.(candidate, spec, 2);
    if (value === null || !before || !after || 'reason' in before || 'reason' in after) return [];
    return [{ place, interval: intervalOf(value, before, after, settings), method: 'bootstrap-paired-sums' }];
  });
}

function intervalOf(
  value: number,
  before: SummedMetric,
  after: SummedMetric,
  { replicates, seed, confidence }: Settings,
): Interval {
  const size = before.sums.length;
  const differenceOf = (sums: Float64Array) => {
    const [ofBefore, ofAfter] = [sums.subarray(0, size), sums.subarray(size)];
    return () => after.value(ofAfter) - before.value(ofBefore);
  };
  const deviations = deviationsOfSums(jointSums(before, after), { draws: replicates, seed }, differenceOf);
  if (deviations[0] === deviations[replicates - 1] && value !== 0) return noInterval('no-variation', value);
  return percentilesOf({ value, deviations, of: replicates, units: before.rows, confidence });
}
