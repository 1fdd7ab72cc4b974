import { newcombe } from '@assay/stats';
import { type DriftColumn, rowsOf } from './column.ts';
import type { DriftMethod } from './method.ts';
import { CONFIDENCE, MARGIN } from './own-rule.ts';
import { presentRows } from './values.ts';

/** The share of rows without a value (null or NaN), current minus reference, with Newcombe's interval. */
export const nullRate: DriftMethod = {
  id: 'null_rate',
  summary: 'share of rows that are null or NaN, current minus reference',
  kinds: ['numeric', 'categorical'],
  of: 'rows',
  fit: (reference) => (current) => {
    const { value, low, high } = newcombe(missing(reference), missing(current), CONFIDENCE);
    const drift = low !== null && (low >= MARGIN || high <= -MARGIN);
    return {
      ...{ value, low, high, p: null, reason: null },
      threshold: MARGIN,
      outcome: drift ? 'drift' : 'none',
    };
  },
};

function missing(column: DriftColumn): { successes: number; n: number } {
  const n = rowsOf(column);
  return { successes: n - presentRows(column), n };
}
