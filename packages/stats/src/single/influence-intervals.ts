import { hasRarePositives, isLarge, varianceInterval } from '../bootstrap/influence.ts';
import type { Placed } from '../method.ts';
import type { RowMember } from '../metrics/asked.ts';
import type { Settings } from '../options.ts';
import { estimatedOnce } from '../point-estimates.ts';
import { type Samples, type Task, weightsOf } from '../sample.ts';

/** Intervals of those metrics that are smooth in the weights of rows, from their derivatives; none where rows are few, or BCa is asked for. */
export function influenceIntervals<T extends Task>(
  sample: Samples[T],
  members: readonly RowMember<T>[],
  { confidence, interval: ends }: Settings,
): Placed[] {
  if (members.length === 0 || ends === 'bca' || !isLarge(sample)) return [];
  return members.flatMap((member): Placed[] => {
    if (member.metric.unlessRare && hasRarePositives(sample)) return [];
    const weighted = member.metric.over(sample, member.spec, member.argument);
    if (typeof weighted !== 'function' || weighted.influence === undefined) return [];
    const found = weighted.unweighted?.();
    const { value } = estimatedOnce(sample, member.spec, () => found?.value ?? weighted(weightsOf(sample)));
    if (value === null) return [];
    const variance = found?.variance ?? squaresOf(weighted.influence());
    const interval = varianceInterval(value, variance, confidence, member.metric.range);
    return [{ place: member.place, interval, method: 'influence' }];
  });
}

function squaresOf(influence: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < influence.length; row++) sum += (influence[row] as number) ** 2;
  return sum;
}
