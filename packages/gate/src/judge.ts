import {
  digestValue,
  type Loosening,
  type Outcome,
  type Policy,
  type RuleResult,
  type RunRecord,
  resourceMetrics,
  type TestSet,
  type Verdict,
} from '@assay/contract';
import { holdRule } from './hold-rule.ts';
import { budgetOf, whyNoAnswer } from './looks.ts';
import { loosened } from './loosened.ts';
import { waiverStates } from './waivers.ts';

/** What a verdict rests on beside the record and the policy. */
export interface Known {
  /** ISO date (`2026-11-21`), for the waivers that have run out. */
  today: string;
  /** What the ledger has of the evaluation set: `undefined` nothing yet, `unknown` where it could not be read. */
  testSet?: TestSet | 'unknown' | undefined;
  /** The policy of the base commit. */
  basePolicy?: Policy | undefined;
  /** What the rest of its contract asked for, and this one's does not. */
  contractLoosened?: readonly Loosening[] | undefined;
}

/**
 * The verdict of a record under a policy: the worst of the rules that count and of the data checks.
 *
 * Reached here and nowhere else. No rules at all is `inconclusive`, never a pass; a rule whose metric or slice does not
 * exist fails. On a first run, with no baseline yet, comparisons with it do not count. Data without a contract say nothing.
 * Past the budget of the evaluation set every verdict on it is `inconclusive`.
 */
export function judge(record: RunRecord, policy: Policy, known: Known): Verdict {
  const { today, testSet } = known;
  const budget = budgetOf(record, policy, testSet);
  const secret = whyNoAnswer(budget);
  const held = policy.rules.flatMap((rule) => holdRule(rule, record, policy, today));
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
    ...(policy.waivers.length === 0 ? {} : { waivers: waiverStates(policy, rules, today) }),
    ...underBase(record, policy, known),
    ...(typeof budget === 'object' ? { looks: budget } : {}),
    'on-inconclusive': policy['on-inconclusive'],
  };
}

/** What the base's policy would have said, and what is looser now; nothing where neither changed. */
function underBase(
  record: RunRecord,
  policy: Policy,
  { basePolicy, contractLoosened = [], ...known }: Known,
): Pick<Verdict, 'base-policy'> {
  if (basePolicy === undefined) return {};
  if (digestValue(basePolicy) === digestValue(policy) && contractLoosened.length === 0) return {};
  const { outcome, policy: digest } = judge(record, basePolicy, known);
  const found = [...loosened(basePolicy, policy, known.today), ...contractLoosened];
  return { 'base-policy': { digest, outcome, loosened: found } };
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

/** A rule on a set that may not answer; what is no metric of the set is told all the same. */
function withoutAnswer(rule: RuleResult, why: string): RuleResult {
  return resourceMetrics.includes(rule.metric)
    ? rule
    : { ...rule, verdict: 'inconclusive', code: 'used-up', why, 'more-rows': null };
}
