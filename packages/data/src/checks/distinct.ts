import { toCount } from '../engine/index.ts';
import type { Summary } from '../profile/summary.ts';
import type { ColumnCheck, Held } from './column-rule.ts';
import { isWithin } from './figure-bounds.ts';
import { between, count } from './words.ts';

/** Up to this many the summary counts different values itself. */
const COUNTED = 10_000;

/**
 * The number of different values lies within bounds. Of no row at all nothing is asked; where a condition picks no row there are
 * none, which is a count as well: a column whose values were all replaced has no row of those it had.
 */
export const distinct: ColumnCheck = ({ distinct: bounds }, reading) => {
  if (bounds === undefined || reading.wrongType) return null;
  const { where, min = 0, max = Number.POSITIVE_INFINITY } = bounds;
  return {
    check: 'distinct',
    said: bounds,
    expected: `${between(bounds)} different values`,
    fix: 'look for values that are missing, new, or written in several ways; if they are right, change the bounds',
    ...(where === undefined ? {} : { figures: { distinct: (value: string) => `count(DISTINCT ${value})` } }),
    judge: async (held, { distinct: asked }) => {
      if (held.rows === 0 && (where === undefined || isEmpty(held.summary))) return null;
      const known = where === undefined ? held.summary.distinct : (asked ?? 0);
      if (known === null && min <= COUNTED && max === Number.POSITIVE_INFINITY) return null;
      if (known === null && max <= COUNTED) return 'more than 10,000 values';
      const found = known ?? (await countExactly(held));
      return isWithin(found, bounds) ? null : `${count(found)} different ${found === 1 ? 'value' : 'values'}`;
    },
  };
};

function isEmpty({ missing, misfits, distinct }: Summary): boolean {
  return missing === 0 && misfits === 0 && distinct === 0;
}

async function countExactly({ engine, raw, reading }: Held): Promise<number> {
  const [row] = await engine.query(`SELECT count(DISTINCT ${reading.value}) AS n FROM ${raw}`);
  return toCount(row?.['n']);
}
