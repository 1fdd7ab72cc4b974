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

/**
 * Wilson's interval of a mean over queries of which each gives 0 or 1, where queries are independent and unweighted: a share,
 * and not without an interval where all are alike. `undefined` for any other.
 */
export function queryShareInterval<T extends Task>(
  sample: Samples[T],
  { place, metric, spec }: RowMember<T>,
  { confidence, group }: Settings,
): Placed | undefined {
  const ownClusters = 'queries' in sample && group === sample.queries;
  const values = !sample.weights && ownClusters ? metric.ofQueries?.(sample, spec) : undefined;
  if (!values || 'reason' in values || values.some((value) => value !== 0 && value !== 1)) return undefined;
  const successes = values.reduce((sum, value) => sum + value, 0);
  return { place, interval: wilson(successes, values.length, confidence), method: 'wilson' };
}
