import type { Policy, Rule, RuleResult, RunRecord } from '@assay/contract';
import { correctionsOf, mayFail } from './correction.ts';
import { hold } from './hold.ts';
import { staleness } from './stale.ts';
import { findSubjects, type Subject } from './subject.ts';
import { waiverOf } from './waivers.ts';
import { compares, limitOf, ruleInWords } from './words.ts';

/** Holds one rule against everything that it is about: a result for each slice, or one. */
export function holdRule(rule: Rule, record: RunRecord, policy: Policy, today: string): RuleResult[] {
  const subjects = findSubjects(rule, record);
  const stale = staleness(rule, record, policy, today);
  const corrections = correctionsOf(rule, subjects);
  return subjects.map((subject, i) => {
    const waiver = waiverOf(policy.waivers, rule.metric, subject.slice, today);
    const common = {
      rule: ruleInWords(rule),
      metric: rule.metric,
      slice: subject.slice,
      severity: rule.severity,
      against: compares(rule) ? (rule.against ?? 'base') : null,
      limit: limitOf(rule),
      waived: waiver
        ? {
            reason: waiver.reason,
            until: waiver.until,
            ...(waiver.who === undefined ? {} : { who: waiver.who }),
          }
        : null,
    };
    const counts = rule.severity === 'error' && waiver === undefined;
    if ('missing' in subject)
      return {
        ...common,
        ...nothing,
        verdict: subject.first ? 'inconclusive' : 'fail',
        code: subject.code,
        why: subject.missing,
        counts: counts && !subject.first,
      };
    const held = hold(rule, subject, mayFail(corrections[i] ?? null));
    const { verdict, code, why, moreRows } = stale === undefined ? held : { ...settlesNothing, why: stale };
    return {
      ...common,
      ...figures(rule, subject),
      'more-rows': moreRows,
      verdict,
      ...(code === null ? {} : { code }),
      why,
      counts,
    };
  });
}

const settlesNothing = { verdict: 'inconclusive', code: 'stale-baseline', moreRows: null } as const;

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
  const { value, baseline, change, low, high, method, n, intervals, approximate } = subject;
  if (rule.evidence === 'point')
    return { value, baseline, change, low: null, high: null, method: 'point', n };
  const more = { ...(intervals && { intervals }), ...(approximate && { approximate }) };
  return { value, baseline, change, low, high, method, n, ...more };
}
