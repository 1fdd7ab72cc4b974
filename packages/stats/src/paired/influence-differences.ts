import { influenceInterval, influenceOf, isLarge } from '../bootstrap/influence.ts';
import type { Interval } from '../intervals/interval.ts';
import type { Placed } from '../method.ts';
import type { RowMember } from '../metrics/asked.ts';
import type { Settings } from '../options.ts';
import type { Value } from '../reason.ts';
import type { Samples, Task } from '../sample.ts';

/**
 * Intervals of the changes of those metrics that are smooth in the weights of rows, from the differences of their derivatives;
 * none where rows are few, or BCa is asked for.
 *
 * @param estimate the change of the metric whose spec is at this place
 */
export function influenceDifferences<T extends Task>(
  [base, candidate]: readonly [Samples[T], Samples[T]],
  members: readonly RowMember<T>[],
  estimate: (place: number) => Value,
  { confidence, interval: ends }: Settings,
): Placed[] {
  if (members.length === 0 || ends === 'bca' || !isLarge(base)) return [];
  return members.flatMap((member): Placed[] => {
    const { value } = estimate(member.place);
    const before = value === null ? undefined : influenceOf(base, member);
    const after = before && influenceOf(candidate, member);
    if (value === null || before === undefined || after === undefined) return [];
    for (let row = 0; row < after.length; row++)
      after[row] = (after[row] as number) - (before[row] as number);
    const interval = intervalOf(value, after, confidence, member.metric.range);
    return [{ place: member.place, interval, method: 'influence-paired' }];
  });
}

/** Models that say the same of every row do not differ, without doubt. */
function intervalOf(
  value: number,
  influence: Float64Array,
  confidence: number,
  [least, most]: readonly [number, number],
): Interval {
  if (value === 0 && influence.every((each) => each === 0)) return { value, low: 0, high: 0 };
  return influenceInterval(value, influence, confidence, [least - most, most - least]);
}
