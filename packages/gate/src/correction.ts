import type { Rule } from '@assay/contract';
import { criticalValue, holm, standardNormalProbability } from '@assay/stats';
import { turnedLimit } from './hold.ts';
import type { Missing } from './missing.ts';
import { type Subject, turned } from './subject.ts';

/**
 * For each subject of one rule, whether it may fail it.
 *
 * "Some slice got worse" is one claim about many slices, so the evidence must outlast Holm's correction: one-sided
 * p-values by the normal approximation from each interval, held to half of 1 - confidence. "Every slice keeps the limit"
 * needs no correction (an intersection-union test: Berger 1982).
 */
export function mayFail(rule: Rule, subjects: readonly (Subject | Missing)[]): boolean[] {
  const limit = turnedLimit(rule);
  const evidence = subjects.map((subject) => ('missing' in subject ? null : pOfKeeping(subject, limit)));
  const tested = evidence.filter((p) => p !== null);
  if (tested.length <= 1) return subjects.map(() => true);
  const adjusted = holm(tested);
  let next = 0;
  return subjects.map((subject, i) => {
    if (evidence[i] === null || 'missing' in subject) return true;
    return (adjusted[next++] ?? 1) <= (1 - (subject.confidence ?? 0.95)) / 2;
  });
}

/** The one-sided p-value of "the limit is kept", or `null` without an interval. */
function pOfKeeping(subject: Subject, limit: number): number | null {
  const held = turned(subject);
  if (held === null || held.low === null || held.high === null) return null;
  const error = (held.high - held.low) / (2 * criticalValue(subject.confidence ?? 0.95));
  if (error === 0) return held.value >= limit ? 1 : 0;
  return standardNormalProbability((held.value - limit) / error);
}
