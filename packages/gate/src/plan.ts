import {
  type Budget,
  budgetSchema,
  type Plan,
  type PlannedRule,
  type Policy,
  type Rule,
  type RunRecord,
} from '@assay/contract';
import { minimumDetectableEffect, rowsForFewChanges, rowsForTolerance, rowsToSettle } from '@assay/stats';
import { turnedLimit } from './hold.ts';
import type { Missing } from './missing.ts';
import { findSubjects, type Subject, turned } from './subject.ts';
import { compares, ruleInWords } from './words.ts';

/**
 * How many labelled rows a policy asks for: by the bound of ease.ml/ci for its budget, before anything is evaluated; and from
 * what the intervals of a record are now, which shrink with the root of the number of rows. The larger one is the safe one:
 * the bound holds for all looks together and for any model, the record for this one and one look.
 *
 * Warnings and rules on bare numbers ask for no rows.
 *
 * @param record a run that was evaluated; without it, the bound alone
 */
export function planOf(policy: Policy, record?: RunRecord): Plan {
  const budget = policy['test-set'] ?? budgetSchema.parse({});
  const parts = policy.rules
    .filter(({ severity, evidence }) => severity === 'error' && evidence === 'interval')
    .flatMap((rule) => subjectsOf(rule, record).map((subject) => ({ rule, subject })));
  const boundOf = (rule: Rule) =>
    rowsForTolerance(budget, { variables: compares(rule) ? 2 : 1, clauses: parts.length });
  const rules = parts.map(({ rule, subject }): PlannedRule => {
    const of = rowsCounted(rule.metric);
    return {
      rule: ruleInWords(rule),
      metric: rule.metric,
      slice: subject.slice,
      bound: of === null ? null : boundOf(rule),
      'bound-if-few-change': fewChanges(rule, budget, parts.length),
      'bound-of': of,
      ...fromRecord(rule, subject),
    };
  });
  const usual = policy['test-set'] === undefined ? { usual: true as const } : {};
  return { ...budget, ...usual, clauses: parts.length, rows: record?.evaluation?.rows ?? null, rules };
}

/** A change of one of these is a mean over rows of -1, 0 and 1, and 0 where both models predict the same. */
const shares = new Set(['accuracy', 'top_k_accuracy', 'exact_match']);

/** What share changes is counted on rows without labels. The clauses share the error, as they do in `rowsForTolerance`. */
function fewChanges(rule: Rule, budget: Budget, clauses: number): number | null {
  const { changed, reliability } = budget;
  const [name = ''] = rule.metric.split('@');
  if (changed === undefined || !compares(rule) || !shares.has(name)) return null;
  const each = 1 - (1 - reliability) / clauses;
  return rowsForFewChanges({ ...budget, reliability: each }, { changed, estimated: true });
}

function subjectsOf(rule: Rule, record: RunRecord | undefined): (Subject | Missing)[] {
  if (record?.evaluation !== undefined) return findSubjects(rule, record);
  return [rule.slices ?? rule.slice ?? null].flat().map(
    (slice): Missing => ({
      code: 'no-evaluation',
      missing: 'nothing is evaluated yet',
      slice: slice === 'all' ? 'each slice' : slice,
      first: true,
    }),
  );
}

function fromRecord(
  rule: Rule,
  subject: Subject | Missing,
): Pick<PlannedRule, 'n' | 'half-width' | 'gap' | 'rows-to-settle' | 'rows-if-equal' | 'reason'> {
  const none = { n: null, 'half-width': null, gap: null, 'rows-to-settle': null, 'rows-if-equal': null };
  if ('missing' in subject) return { ...none, reason: subject.missing };
  const held = turned(subject);
  const { n } = subject;
  if (held === null || held.low === null || held.high === null || n === null)
    return { ...none, n, reason: subject.reason ?? 'there is no interval' };
  const limit = turnedLimit(rule);
  const gap = held.value - limit;
  const reach = gap >= 0 ? held.value - held.low : held.high - held.value;
  const margin = rule['no-worse-than'] ?? 0;
  return {
    n,
    'half-width': reach,
    gap,
    'rows-to-settle': rowsToSettle(n, reach, gap),
    'rows-if-equal':
      margin > 0
        ? rowsToSettle(
            n,
            minimumDetectableEffect((held.high - held.low) / 2, subject.confidence ?? undefined),
            margin,
          )
        : null,
    reason: null,
  };
}

/**
 * Which rows a metric is a mean over, of values between 0 and 1: of those the bound counts. The area under the ROC curve is
 * one of pairs, and Hoeffding's inequality holds for it with the rows of the rarer class (Hoeffding 1963, section 5b).
 */
function rowsCounted(metric: string): string | null {
  const [, name = '', ofClass] = /^([^@:]+)(?:@[^:]*)?(?::(.*))?$/s.exec(metric) ?? [];
  const rows = means.get(name);
  return rows === undefined ? null : ofClass === undefined ? rows : `${rows} "${ofClass}"`;
}

const means: ReadonlyMap<string, string> = new Map([
  ['accuracy', 'rows'],
  ['brier', 'rows'],
  ['top_k_accuracy', 'rows'],
  ['exact_match', 'rows'],
  ['token_f1', 'rows'],
  ['recall', 'rows of the class'],
  ['specificity', 'negative rows'],
  ['precision', 'rows predicted as the class'],
  ['roc_auc', 'rows of the rarer class'],
  ['failure_rate', 'tests of'],
]);
