import {
  digestValue,
  type Outcome,
  type Policy,
  type Rule,
  type RuleResult,
  type RunRecord,
  type Verdict,
  type Waiver,
} from '@assay/contract';
import { mayFail } from './correction.ts';
import { hold } from './hold.ts';
import { findSubjects, type Subject } from './subject.ts';
import { waiverOf } from './waivers.ts';
import { compares, limitOf, ruleInWords } from './words.ts';

/**
 * The verdict of a record under a policy: the worst of the rules that count and of the data checks.
 *
 * Reached here and nowhere else. No rules at all is `inconclusive`, never a pass; a rule whose metric or slice does not
 * exist fails. On a first run, with no baseline yet, comparisons with it do not count. Data without a contract say nothing.
 *
 * @param today ISO date (`2026-11-21`), for the waivers that have run out
 */
export function judge(record: RunRecord, policy: Policy, today: string): Verdict {
  const rules = policy.rules.flatMap((rule) => holdRule(rule, record, policy.waivers, today));
  const data = worst(
    (record.data ?? []).filter((report) => report.outcome !== 'inconclusive').map((report) => report.outcome),
  );
  const { outcome, why } = conclude(rules, data, record);
  return {
    assay: 'verdict/1',
    outcome,
    why,
    policy: digestValue(policy),
    artifact: record.artifact?.digest ?? null,
    set: record.evaluation?.set ?? null,
    data,
    rules,
    'on-inconclusive': policy['on-inconclusive'],
  };
}

function conclude(
  rules: readonly RuleResult[],
  data: Outcome | null,
  record: RunRecord,
): { outcome: Outcome; why: string } {
  if (record.training !== undefined && record.training.outcome !== 'trained') {
    return {
      outcome: 'fail',
      why: record.training.outcome === 'failed' ? 'the training failed' : 'the training was cut off',
    };
  }
  if (data === 'fail') return { outcome: 'fail', why: 'the data break their contract' };
  const outcome = worst(rules.filter((rule) => rule.counts).map((rule) => rule.verdict));
  switch (outcome) {
    case 'fail':
      return { outcome, why: 'a rule is broken' };
    case 'inconclusive':
      return { outcome, why: 'a rule is not settled' };
    case 'pass':
      return { outcome, why: 'every rule that counts is kept' };
    case null:
      return {
        outcome: 'inconclusive',
        why: rules.length === 0 ? 'the policy has no rules' : 'no rule counts',
      };
  }
}

function worst(outcomes: readonly Outcome[]): Outcome | null {
  for (const outcome of ['fail', 'inconclusive', 'pass'] as const)
    if (outcomes.includes(outcome)) return outcome;
  return null;
}

function holdRule(rule: Rule, record: RunRecord, waivers: readonly Waiver[], today: string): RuleResult[] {
  const subjects = findSubjects(rule, record);
  const allowed = mayFail(rule, subjects);
  return subjects.map((subject, i) => {
    const waiver = waiverOf(waivers, rule.metric, subject.slice, today);
    const common = {
      rule: ruleInWords(rule),
      metric: rule.metric,
      slice: subject.slice,
      severity: rule.severity,
      against: compares(rule) ? (rule.against ?? 'base') : null,
      limit: limitOf(rule),
      waived: waiver ? { reason: waiver.reason, until: waiver.until } : null,
    };
    const counts = rule.severity === 'error' && waiver === undefined;
    if ('missing' in subject)
      return {
        ...common,
        ...nothing,
        verdict: subject.first ? 'inconclusive' : 'fail',
        why: subject.missing,
        counts: counts && !subject.first,
      };
    const { verdict, why, moreRows } = hold(rule, subject, allowed[i] ?? true);
    return { ...common, ...figures(rule, subject), 'more-rows': moreRows, verdict, why, counts };
  });
}

const nothing = {
  value: null,
  baseline: null,
  change: null,
  low: null,
  high: null,
  method: null,
  n: null,
  'more-rows': null,
};

function figures(rule: Rule, subject: Subject) {
  const { value, baseline, change, low, high, method, n } = subject;
  if (rule.evidence === 'point')
    return { value, baseline, change, low: null, high: null, method: 'point', n };
  return { value, baseline, change, low, high, method, n };
}
