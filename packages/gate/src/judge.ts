import {
  digestValue,
  type Outcome,
  type Policy,
  type Rule,
  type RuleResult,
  type RunRecord,
  resourceMetrics,
  type TestSet,
  type Verdict,
  type Waiver,
} from '@assay/contract';
import { mayFail } from './correction.ts';
import { hold } from './hold.ts';
import { budgetOf, whyNoAnswer } from './looks.ts';
import { findSubjects, type Subject } from './subject.ts';
import { waiverOf } from './waivers.ts';
import { compares, limitOf, ruleInWords } from './words.ts';

/** What a verdict rests on beside the record and the policy. */
export interface Known {
  /** ISO date (`2026-11-21`), for the waivers that have run out. */
  today: string;
  /** What the ledger has of the evaluation set: `undefined` nothing yet, `unknown` where it could not be read. */
  testSet?: TestSet | 'unknown' | undefined;
}

/**
 * The verdict of a record under a policy: the worst of the rules that count and of the data checks.
 *
 * Reached here and nowhere else. No rules at all is `inconclusive`, never a pass; a rule whose metric or slice does not
 * exist fails. On a first run, with no baseline yet, comparisons with it do not count. Data without a contract say nothing.
 * Past the budget of the evaluation set every verdict on it is `inconclusive`.
 */
export function judge(record: RunRecord, policy: Policy, { today, testSet }: Known): Verdict {
  const budget = budgetOf(record, policy, testSet);
  const secret = whyNoAnswer(budget);
  const held = policy.rules.flatMap((rule) => holdRule(rule, record, policy.waivers, today));
  const rules = secret === undefined ? held : held.map((rule) => withoutAnswer(rule, secret));
  const data = worst(
    (record.data ?? []).filter((report) => report.outcome !== 'inconclusive').map((report) => report.outcome),
  );
  const { outcome, why } = conclude(rules, data, record, secret);
  return {
    assay: 'verdict/1',
    outcome,
    why,
    policy: digestValue(policy),
    artifact: record.artifact?.digest ?? null,
    set: record.evaluation?.set ?? null,
    data,
    rules,
    ...(typeof budget === 'object' ? { looks: budget } : {}),
    'on-inconclusive': policy['on-inconclusive'],
  };
}

function conclude(
  rules: readonly RuleResult[],
  data: Outcome | null,
  record: RunRecord,
  secret: string | undefined,
): { outcome: Outcome; why: string } {
  if (record.training !== undefined && record.training.outcome !== 'trained') {
    return {
      outcome: 'fail',
      why: record.training.outcome === 'failed' ? 'the training failed' : 'the training was cut off',
    };
  }
  if (data === 'fail') return { outcome: 'fail', why: 'the data break their contract' };
  if (secret !== undefined) return { outcome: 'inconclusive', why: secret };
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

/** A rule on a set that may not answer; what is no metric of the set is told all the same. */
function withoutAnswer(rule: RuleResult, why: string): RuleResult {
  return resourceMetrics.includes(rule.metric)
    ? rule
    : { ...rule, verdict: 'inconclusive', why, 'more-rows': null };
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
