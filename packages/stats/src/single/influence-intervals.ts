import { influenceInterval, influenceOf, isLarge } from '../bootstrap/influence.ts';
import type { Placed } from '../method.ts';
import type { RowMember } from '../metrics/asked.ts';
import type { Settings } from '../options.ts';
import { pointEstimates } from '../point-estimates.ts';
import type { Samples, Task } from '../sample.ts';

/** Intervals of those metrics that are smooth in the weights of rows, from their derivatives; none where rows are few, or BCa is asked for. */
export function influenceIntervals<T extends Task>(
  task: T,
  sample: Samples[T],
  members: readonly RowMember<T>[],
  { confidence, interval: ends }: Settings,
): Placed[] {
  if (members.length === 0 || ends === 'bca' || !isLarge(sample)) return [];
  return members.flatMap((member): Placed[] => {
    const [{ value } = { value: null }] = pointEstimates(task, sample, [member.spec]);
    const influence = value === null ? undefined : influenceOf(sample, member);
    if (value === null || influence === undefined) return [];
    const interval = influenceInterval(value, influence, confidence, member.metric.range);
    return [{ place: member.place, interval, method: 'influence' }];
  });
}
