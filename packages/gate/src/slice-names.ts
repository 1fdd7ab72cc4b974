import type { Rule, RunRecord } from '@assay/contract';
import { type Missing, nothingToHold } from './missing.ts';

/**
 * The slices that a rule is held on; `null` is all rows. A column's name stands for each of its values. "all" leaves
 * small slices out; a slice that is named is held however small.
 */
export function sliceNames(rule: Rule, record: RunRecord): (string | null)[] | Missing {
  if (rule.slice === undefined && rule.slices === undefined) return [null];
  const known = record.evaluation?.slices ?? [];
  if (rule.slices === 'all') {
    const names = known.filter(({ small }) => !small).map(({ slice }) => slice);
    return names.length > 0
      ? names
      : nothingToHold('this evaluation has no slice that is large enough', null);
  }
  const asked = rule.slices ?? (rule.slice === undefined ? [] : [rule.slice]);
  const names = asked.flatMap((name) => {
    const values = known.map(({ slice }) => slice).filter((slice) => slice.startsWith(`${name}=`));
    return values.length > 0 ? values : [name];
  });
  return [...new Set(names)];
}
