import type { Rule } from '@assay/contract';
import { criticalValue, holm, standardNormalProbability } from '@assay/stats';
import { turnedLimit } from './hold.ts';
import type { Missing } from './missing.ts';
import { type Subject, turned } from './subject.ts';

/** Evidence that a limit is broken, as one of several tests. */
export interface Correction {
  /** One-sided p-value of "the limit is kept". */
  p: number;
  /** The same after Holm's correction. */
  corrected: number;
  tests: number;
  /** Half of 1 - confidence: at most this much is needed to fail. */
  level: number;
}

/**
 * For each subject of one rule its evidence among the others'; `null` where it stands alone, or has no interval.
 *
 * "Some slice got worse" is one claim about many slices, so the evidence must outlast Holm's correction: one-sided
 * p-values by the normal approximation from each interval, held to half of 1 - confidence. "Every slice keeps the limit"
 * needs no correction (an intersection-union test: Berger 1982).
 */
export function correctionsOf(rule: Rule, subjects: readonly (Subject | Missing)[]): (Correction | null)[] {
  const limit = turnedLimit(rule);
  const evidence = subjects.map((subject) => ('missing' in subject ? null : pOfKeeping(subject, limit)));
  const tested = evidence.filter((p) => p !== null);
  if (tested.length <= 1) return subjects.map(() => null);
  const adjusted = holm(tested);
  let next = 0;
  return subjects.map((subject, i) => {
    const p = evidence[i] ?? null;
    if (p === null || 'missing' in subject) return null;
    const level = (1 - (subject.confidence ?? 0.95)) / 2;
    return { p, corrected: adjusted[next++] ?? 1, tests: tested.length, level };
  });
}

/** Whether a subject may fail its rule: alone, or by evidence that outlasts the correction. */
export function mayFail(correction: Correction | null): boolean {
  return correction === null || correction.corrected <= correction.level;
}

/** The one-sided p-value of "the limit is kept", or `null` without an interval. */
function pOfKeeping(subject: Subject, limit: number): number | null {
  const held = turned(subject);
  if (held === null || held.low === null || held.high === null) return null;
  const error = (held.high - held.low) / (2 * criticalValue(subject.confidence ?? 0.95));
  if (error === 0) return held.value >= limit ? 1 : 0;
  return standardNormalProbability((held.value - limit) / error);
}
