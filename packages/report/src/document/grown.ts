import type { RunRecord } from '@assay/contract';
import { formatCount } from '../text/number.ts';
import { comparisonWith } from './comparison.ts';

/**
 * An evaluation set that has only grown since the base: the two are compared on the rows that the base knew, so that this
 * run has a value on these beside its value on all rows. Each is said with its rows.
 */
export interface Grown {
  /** `4,823 rows`, as far as the comparison says how many. */
  known: string;
  /** `all 6,001 rows`. */
  all: string;
}

/** `null` where the two were not evaluated on a set and its beginning. */
export function grownOf(record: RunRecord): Grown | null {
  const base = comparisonWith(record, 'base');
  if (base?.guard !== 'grown-evaluation-set') return null;
  const known = base.metrics.find(({ slice, n }) => slice === null && n !== null)?.n ?? null;
  const all = record.evaluation?.rows ?? null;
  return {
    known: known === null ? 'rows' : `${formatCount(known)} rows`,
    all: all === null ? 'all rows' : `all ${formatCount(all)} rows`,
  };
}
