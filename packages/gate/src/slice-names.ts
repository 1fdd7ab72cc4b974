import { type Comparison, type Rule, type RunRecord, SMALL_SLICE } from '@assay/contract';
import type { Reason } from '@assay/stats';
import { type Missing, nothingToHold } from './missing.ts';

/**
 * The slices that a rule is held on; `null` is all rows. A column's name stands for each of its values, "a, b" for each pair of
 * theirs. "all" leaves out small slices, and those whose labels alone leave the metric undefined; a slice that is named is held all the same.
 *
 * @param comparison what the rule compares with, if it does
 */
export function sliceNames(
  rule: Rule,
  record: RunRecord,
  comparison?: Comparison,
): (string | null)[] | Missing {
  if (rule.slice === undefined && rule.slices === undefined) return [null];
  const known = record.evaluation?.slices ?? [];
  if (rule.slices === 'all') {
    const names = known
      .filter(({ small, slice }) => !small && hasMetric(rule, slice, record))
      .filter(({ slice }) => !isMostlyNew(rule, slice, comparison))
      .map(({ slice }) => slice);
    return names.length > 0
      ? names
      : nothingToHold('no-large-slice', 'this evaluation has no slice that is large enough', null);
  }
  const asked = rule.slices ?? (rule.slice === undefined ? [] : [rule.slice]);
  const names = asked.flatMap((name) => {
    // "g=a" is one slice, although "g=a=x" may be another: only a name without "=" can be a column's.
    if (name.includes('=') || known.some(({ slice }) => slice === name)) return [name];
    const values = known
      .filter(({ slice, of }) => (of === undefined ? slice.startsWith(`${name}=`) : of === name))
      .map(({ slice }) => slice);
    return values.length > 0 ? values : [name];
  });
  return [...new Set(names)];
}

/** Whether too few rows of a slice were there before the evaluation set grew: the baseline cannot be asked about it. */
function isMostlyNew({ metric }: Rule, slice: string, comparison: Comparison | undefined): boolean {
  if (comparison?.guard !== 'grown-evaluation-set') return false;
  const change = comparison.metrics.find((entry) => entry.metric === metric && entry.slice === slice);
  return (change?.n ?? 0) < SMALL_SLICE;
}

/** Reasons that lie in the labels of the rows, whatever a model predicts for them. */
const ofLabels: ReadonlySet<string> = new Set<Reason>([
  'one-class',
  'no-positives',
  'no-negatives',
  'class-without-rows',
  'constant-labels',
]);

function hasMetric({ metric }: Rule, slice: string, record: RunRecord): boolean {
  const found = record.evaluation?.metrics.find((entry) => entry.metric === metric && entry.slice === slice);
  return found?.reason == null || found.value !== null || !ofLabels.has(found.reason);
}
