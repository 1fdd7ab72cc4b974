import { noInterval } from '../intervals/interval.ts';
import { wilson } from '../intervals/wilson.ts';
import type { Placed } from '../method.ts';
import type { RowMember } from '../metrics/asked.ts';
import type { Settings } from '../options.ts';
import type { Samples, Task } from '../sample.ts';

/** Wilson's interval of a share of independent, unweighted rows. */
export function shareInterval<T extends Task>(
  sample: Samples[T],
  { place, metric, spec }: RowMember<T>,
  { confidence }: Settings,
): Placed {
  const outcomes = metric.outcomes?.(sample, spec) ?? { reason: 'no-interval' as const };
  const interval =
    'reason' in outcomes
      ? noInterval(outcomes.reason)
      : wilson(
          outcomes.reduce((sum, outcome) => sum + outcome, 0),
          outcomes.length,
          confidence,
        );
  return { place, interval, method: 'wilson' };
}
