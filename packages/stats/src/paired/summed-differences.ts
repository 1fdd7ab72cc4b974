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
import { classDistances } from './class-distances.ts';
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
  const { sums, size, valueBefore, valueAfter } = drawnTogether(before, after);
  const differenceOf = (drawn: Float64Array) => {
    const [ofBefore, ofAfter] = [drawn.subarray(0, size), drawn.subarray(size)];
    return () => valueAfter(ofAfter) - valueBefore(ofBefore);
  };
  const deviations = deviationsOfSums(sums, { draws: replicates, seed }, differenceOf);
  if (deviations[0] === deviations[replicates - 1] && value !== 0) return noInterval('no-variation', value);
  return percentilesOf({ value, deviations, of: replicates, units: before.rows, confidence });
}

/** What is drawn of two models, of which the first so many numbers are one's; and the metric of either from its own. */
function drawnTogether(before: SummedMetric, after: SummedMetric) {
  const [sums, size] = [jointSums(before, after), before.sums.length];
  return before.ofDistances && after.ofDistances
    ? {
        sums: classDistances(sums, size / 2),
        size: size / 2,
        valueBefore: before.ofDistances,
        valueAfter: after.ofDistances,
      }
    : { sums, size, valueBefore: before.value, valueAfter: after.value };
}
