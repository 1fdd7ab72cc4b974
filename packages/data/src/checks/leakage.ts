import type { DataCheck } from './data-check.ts';
import type { Found } from './found.ts';
import { labelAlone } from './leakage-alone.ts';
import { rowsInTraining } from './leakage-rows.ts';
import { laterThanLabel } from './leakage-time.ts';

/**
 * What would make a model look better in evaluation than it is: rows that it has learned from, a column that tells the label by
 * itself, a date or time after the label was known.
 */
export const leakage: DataCheck = async (checked) => {
  const asked = checked.contract.leakage;
  if (asked === undefined) return { checks: 0, findings: [] };
  const ways = [
    ...(asked.training === undefined ? [] : [rowsInTraining]),
    ...(asked.label === undefined ? [] : [labelAlone]),
    ...(asked['label-time'] === undefined ? [] : [laterThanLabel]),
  ];
  const findings: Found[] = [];
  for (const way of ways) findings.push(...(await way(checked, asked)));
  return { checks: ways.length, findings };
};
