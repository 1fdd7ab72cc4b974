import { hasRarePositives, isLarge, varianceInterval } from '../bootstrap/influence.ts';
import type { Interval } from '../intervals/interval.ts';
import type { Placed } from '../method.ts';
import type { RowMember } from '../metrics/asked.ts';
import type { WeightedMetric } from '../metrics/metric.ts';
import { squaredDifferences } from '../metrics/rankings.ts';
import type { Settings } from '../options.ts';
import { estimatedOnce } from '../point-estimates.ts';
import { rowsOf, type Samples, type Task, weightsOf } from '../sample.ts';
import { sparePair } from '../spare.ts';
import { change } from './change.ts';
import { meanDifference } from './mean-difference.ts';

/**
 * Intervals of the changes of those metrics that are smooth in the weights of rows, from the differences of their derivatives;
 * none where rows are few, or BCa is asked for.
 */
export function influenceDifferences<T extends Task>(
  [base, candidate]: readonly [Samples[T], Samples[T]],
  members: readonly RowMember<T>[],
  { confidence, interval: ends }: Settings,
): Placed[] {
  if (members.length === 0 || ends === 'bca' || !isLarge(base)) return [];
  return members.flatMap(({ place, metric, spec, argument }): Placed[] => {
    if (metric.unlessRare && hasRarePositives(base)) return [];
    const before = metric.over(base, spec, argument);
    const after = metric.over(candidate, spec, argument);
    if (typeof before !== 'function' || typeof after !== 'function') return [];
    if (before.influence === undefined || after.influence === undefined) return [];
    const means =
      before.contributions &&
      after.contributions &&
      meanDifference(before.contributions, after.contributions);
    const estimate = (sample: Samples[T], weighted: WeightedMetric, mean: number | undefined) =>
      estimatedOnce(sample, spec, () =>
        mean === undefined ? (weighted.unweighted?.().value ?? weighted(weightsOf(sample))) : { value: mean },
      );
    const { value } = change(estimate(base, before, means?.before), estimate(candidate, after, means?.after));
    if (value === null) return [];
    const variance = means?.variance ?? varianceOf(before, after, rowsOf(candidate));
    return [
      { place, interval: intervalOf(value, variance, confidence, metric.range), method: 'influence-paired' },
    ];
  });
}

/** The sum of squares of the differences of both models' derivatives. */
function varianceOf(before: WeightedMetric, after: WeightedMetric, rows: number): number {
  if (before.precisionOf && after.precisionOf)
    return squaredDifferences(before.precisionOf, after.precisionOf).precision;
  const [own, others] = sparePair(rows);
  const [ofBefore, ofAfter] = [before.influence?.(others), after.influence?.(own)];
  return ofBefore && ofAfter ? squaredDistance(ofBefore, ofAfter) : Number.NaN;
}

function squaredDistance(before: Float64Array, after: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < after.length; row++) {
    const difference = (after[row] as number) - (before[row] as number);
    sum += difference * difference;
  }
  return sum;
}

/** Models that say the same of every row do not differ, without doubt. */
function intervalOf(
  value: number,
  variance: number,
  confidence: number,
  [least, most]: readonly [number, number],
): Interval {
  if (value === 0 && variance === 0) return { value, low: 0, high: 0 };
  return varianceInterval(value, variance, confidence, [least - most, most - least]);
}
