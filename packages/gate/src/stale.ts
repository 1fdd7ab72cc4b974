import { durationMilliseconds, type Policy, type Rule, type RunRecord } from '@assay/contract';
import { compares } from './words.ts';

/**
 * Why the baseline of a rule is too old to settle anything; `undefined`: it is not.
 *
 * @param today ISO date
 */
export function staleness(
  rule: Rule,
  record: RunRecord,
  { 'stale-after': limit }: Policy,
  today: string,
): string | undefined {
  if (limit === undefined || !compares(rule)) return undefined;
  const recorded = record.comparisons?.find((entry) => entry.with === (rule.against ?? 'base'))?.recorded;
  if (recorded == null || Date.parse(today) - Date.parse(recorded) <= durationMilliseconds(limit))
    return undefined;
  return `the baseline was recorded on ${recorded.slice(0, 10)}, over ${limit} ago: record a newer one`;
}
