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
import { hold } from './hold.ts';
import { mayFail } from './slices.ts';
import { findSubjects, type Missing, type Subject } from './subject.ts';
import { limitOf, ruleInWords } from './words.ts';

/**
 * The verdict of a record under a policy: the worst of the rules that count and of the data checks.
 *
 * Reached here and nowhere else. No rules at all is `inconclusive`, never a pass; a rule whose metric or slice does not
 * exist fails. On a first run, with no baseline yet, comparisons with it do not count.
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
  const counting = rules.filter((rule) => rule.counts);
  const outcome = worst([...counting.map((rule) => rule.verdict), ...(data === null ? [] : [data])]);
  if (data === 'fail') return { outcome: 'fail', why: 'the data break their contract' };
  if (counting.length === 0)
    return {
      outcome: 'inconclusive',
      why: rules.length === 0 ? 'the policy has no rules' : 'no rule counts',
    };
  const why = {
    pass: 'every rule that counts is kept',
    fail: 'a rule is broken',
    inconclusive: 'a rule is not settled',
  };
  return { outcome: outcome ?? 'inconclusive', why: why[outcome ?? 'inconclusive'] };
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
    const waiver = waivers.find(
      (entry) =>
        entry.metric === rule.metric &&
        (entry.slice === undefined || entry.slice === subject.slice) &&
        entry.until >= today,
    );
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
        verdict: missingVerdict(subject),
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

function missingVerdict(missing: Missing): Outcome {
  return missing.first ? 'inconclusive' : 'fail';
}

function figures(rule: Rule, subject: Subject) {
  const { value, baseline, change, low, high, method, n } = subject;
  if (rule.evidence === 'point')
    return { value, baseline, change, low: null, high: null, method: 'point', n };
  return { value, baseline, change, low, high, method, n };
}

function compares(rule: Rule): boolean {
  return rule['no-worse-than'] !== undefined || rule['better-by'] !== undefined;
}
