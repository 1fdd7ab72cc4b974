import type { Explanation, Policy, Rule, RuleResult, RunRecord, Verdict } from '@assay/contract';
import { rowsToSettle } from '@assay/stats';
import { type Correction, correctionsOf } from './correction.ts';
import { onlySeedsDiffer, turnedLimit } from './hold.ts';
import { judge, type Known } from './judge.ts';
import type { Missing } from './missing.ts';
import { findSubjects, type Subject, turned } from './subject.ts';
import { conditionOf } from './words.ts';

/** The verdict of a record under a policy, and of each rule the arithmetic that led to it. */
export function explain(
  record: RunRecord,
  policy: Policy,
  known: Known,
): { verdict: Verdict; rules: Explanation[] } {
  const verdict = judge(record, policy, known);
  const details = policy.rules.flatMap((rule) => {
    const subjects = findSubjects(rule, record);
    const corrections = correctionsOf(rule, subjects);
    return subjects.map((subject, i) => ({ rule, subject, correction: corrections[i] ?? null }));
  });
  const rules = verdict.rules.flatMap((result, i) => {
    const detail = details[i];
    return detail === undefined ? [] : [explanationOf(result, detail)];
  });
  return { verdict, rules };
}

interface Detail {
  rule: Rule;
  subject: Subject | Missing;
  correction: Correction | null;
}

function explanationOf(result: RuleResult, { rule, subject, correction }: Detail): Explanation {
  const common = { ...result, condition: conditionOf(rule), evidence: rule.evidence };
  if ('missing' in subject)
    return { ...common, bound: null, confidence: null, reason: null, correction: null, settle: null };
  const { sign, confidence, reason } = subject;
  return {
    ...common,
    bound: { sense: sign === 1 ? 'at-least' : 'at-most', number: sign * turnedLimit(rule) },
    confidence,
    reason,
    correction: rule.evidence === 'point' ? null : correction,
    settle: rule.evidence === 'point' ? null : settleOf(rule, subject),
  };
}

function settleOf(rule: Rule, subject: Subject): Explanation['settle'] {
  const held = turned(subject);
  const { n } = subject;
  if (held === null || held.low === null || held.high === null || n === null) return null;
  if (onlySeedsDiffer(subject, turnedLimit(rule))) return null;
  const gap = held.value - turnedLimit(rule);
  const reach = gap >= 0 ? held.value - held.low : held.high - held.value;
  const rows = rowsToSettle(n, reach, gap);
  return rows === null || rows <= n ? null : { n, reach, gap: Math.abs(gap), rows };
}
