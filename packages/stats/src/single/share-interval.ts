import { noInterval } from '../intervals/interval.ts';
import { wilson } from '../intervals/wilson.ts';
import type { Placed } from '../method.ts';
import type { RowMember } from '../metrics/asked.ts';
import type { Settings } from '../options.ts';
import type { AnySample, Samples, Task } from '../sample.ts';

/** Wilson's interval of a share of independent, unweighted rows. */
export function shareInterval<T extends Task>(
  sample: Samples[T],
  { place, metric, spec, argument }: RowMember<T>,
  { confidence }: Settings,
): Placed {
  const outcomes = metric.outcomes?.(sample, spec, argument) ?? { reason: 'no-interval' as const };
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
  member: RowMember<T>,
  settings: Settings,
): Placed | undefined {
  const outcomes = areUnits(sample, settings) ? queryOutcomes(sample, member) : undefined;
  if (!outcomes) return undefined;
  const successes = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const interval = wilson(successes, outcomes.length, settings.confidence);
  return { place: member.place, interval, method: 'wilson' };
}

/** Whether queries are what is independent, and each counts alike. */
export function areUnits(sample: AnySample, { group }: Settings): boolean {
  return !sample.weights && 'queries' in sample && group === sample.queries;
}

/** What each query gives, where that is 0 or 1 of all. */
export function queryOutcomes<T extends Task>(
  sample: Samples[T],
  { metric, spec }: RowMember<T>,
): Uint8Array | undefined {
  const values = metric.ofQueries?.(sample, spec);
  if (!values || 'reason' in values || values.some((value) => value !== 0 && value !== 1)) return undefined;
  return Uint8Array.from(values);
}
