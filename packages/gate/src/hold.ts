import { DIFFERENT_THRESHOLD, type Outcome, type Rule, type RuleCode } from '@assay/contract';
import { reasonInWords, rowsToSettle } from '@assay/stats';
import { type Subject, turned } from './subject.ts';

/** What came of holding a rule against one subject. */
export interface Held {
  verdict: Outcome;
  /** What stood in the way, or must be known of the figures; `null`: nothing. */
  code: RuleCode | null;
  why: string;
  moreRows: number | null;
}

/**
 * The limit on the turned scale, on which larger is better: a floor is itself, a ceiling its negative; a candidate may be
 * worse by the margin (non-inferiority), or must be better by it (superiority).
 */
export function turnedLimit(rule: Rule): number {
  if (rule['at-least'] !== undefined) return rule['at-least'];
  if (rule['at-most'] !== undefined) return -rule['at-most'];
  if (rule['no-worse-than'] !== undefined) return -rule['no-worse-than'];
  return rule['better-by'] ?? 0;
}

/**
 * Holds one rule against one subject: `pass` when the whole interval keeps the limit, `fail` when the whole interval
 * breaks it, else `inconclusive`, with about how many more rows would settle it at the present estimate.
 *
 * @param failAllowed false where other slices were tested too and this one's evidence does not outlast Holm's correction
 */
export function hold(rule: Rule, subject: Subject, failAllowed: boolean): Held {
  const held = turned(subject);
  if (subject.reason === DIFFERENT_THRESHOLD)
    return {
      verdict: 'inconclusive',
      code: DIFFERENT_THRESHOLD,
      why: 'the baseline has another threshold, and its predictions are not at hand to hold it to this one: name a threshold in the metric, as in "f1@0.4"',
      moreRows: null,
    };
  if (held === null)
    return {
      verdict: 'fail',
      code: 'undefined',
      why: `the metric is undefined: ${subject.reason === null ? 'no value' : reasonInWords(subject.reason)}`,
      moreRows: null,
    };
  const limit = turnedLimit(rule);
  const { code } = subject;
  if (rule.evidence === 'point') {
    return held.value >= limit
      ? { verdict: 'pass', code, why: 'the bare number keeps the limit (point evidence)', moreRows: null }
      : { verdict: 'fail', code, why: 'the bare number breaks the limit (point evidence)', moreRows: null };
  }
  if (held.low === null || held.high === null) {
    return {
      verdict: 'inconclusive',
      code: 'no-interval',
      why: `${noInterval(subject.reason)}; to compare bare numbers, add "evidence: point" to the rule`,
      moreRows: null,
    };
  }
  if (held.low >= limit)
    return { verdict: 'pass', code, why: 'the whole interval keeps the limit', moreRows: null };
  if (held.high < limit && failAllowed)
    return { verdict: 'fail', code, why: 'the whole interval breaks the limit', moreRows: null };
  if (held.high < limit) {
    return {
      verdict: 'inconclusive',
      code: 'not-after-correction',
      why: 'breaks the limit alone, but not after correction for the number of slices',
      moreRows: null,
    };
  }
  if (onlySeedsDiffer(subject, limit))
    return {
      verdict: 'inconclusive',
      code,
      why: 'the interval over seeds reaches over the limit, and that over rows does not: train with more seeds',
      moreRows: null,
    };
  const reach = held.value >= limit ? held.value - held.low : held.high - held.value;
  const needed = subject.n === null ? null : rowsToSettle(subject.n, reach, Math.abs(held.value - limit));
  const moreRows = needed === null || subject.n === null || needed <= subject.n ? null : needed - subject.n;
  return { verdict: 'inconclusive', code, why: 'the interval reaches over the limit', moreRows };
}

/** Whether the rows alone would settle it, one way or the other. */
export function onlySeedsDiffer({ intervals, ...subject }: Subject, limit: number): boolean {
  if (intervals === undefined) return false;
  const [low, high] = intervals.rows;
  const rows = turned({ ...subject, low, high });
  return rows !== null && rows.low !== null && rows.high !== null && (rows.low >= limit || rows.high < limit);
}

/** Why a number has no interval. One that another tool computed is told in words: it is no fault of the rows. */
function noInterval(reason: string | null): string {
  if (reason === 'metrics-file') return reasonInWords(reason);
  return reason === null ? 'there is no interval' : `there is no interval: ${reasonInWords(reason)}`;
}
