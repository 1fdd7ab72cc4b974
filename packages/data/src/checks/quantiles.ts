import type { Binding } from '../engine/index.ts';
import { toCount } from '../engine/index.ts';
import { picks } from '../predicate/row-condition.ts';
import type { ColumnCheck, FigureRule, Held } from './column-rule.ts';
import { type Bounds, beyondBounds } from './figure-bounds.ts';
import { between } from './words.ts';

/**
 * Quantiles lie within bounds. The quantile q is the least value that a share q of all values does not exceed: so it is at
 * most `max` where enough values are, and two counts answer what would else take a sort.
 */
export const quantiles: ColumnCheck = ({ quantiles: asked, sensitive }, reading) => {
  if (asked === undefined || reading.wrongType) return null;
  return Object.entries(asked).map(([q, bounds]) => quantile(q, bounds, sensitive));
};

function quantile(q: string, bounds: Bounds, sensitive: boolean): FigureRule {
  const { min, max } = bounds;
  const name = q === '0.5' ? 'a median' : `a quantile ${q}`;
  const compare = (operator: string, bound: number) => (value: string, bind: Binding) =>
    `${value} ${operator} CAST(${bind.add(bound)} AS DOUBLE)`;
  return {
    check: `quantile ${q}`,
    path: ['quantiles', q],
    said: bounds,
    expected: `${name} of ${between(bounds)}`,
    fix: 'find out what has changed in the data; if it is right, change the bounds',
    counts: {
      ...(bounds.where === undefined ? {} : { values: (value) => `${value} IS NOT NULL` }),
      ...(min === undefined ? {} : { below: compare('<', min) }),
      ...(max === undefined ? {} : { within: compare('<=', max) }),
    },
    judge: async (held, { values, below, within }) => {
      if (held.rows === 0) return null;
      const { missing, misfits } = held.summary;
      const n = values ?? held.rows - missing - misfits;
      if (n === 0) return `no value to take ${name} of`;
      // The value of this rank is the quantile.
      const rank = Math.max(1, Math.ceil(Number(q) * n));
      const low = min !== undefined && (below ?? 0) >= rank;
      const high = max !== undefined && (within ?? 0) < rank;
      if (!low && !high) return null;
      if (sensitive) return `${name} ${low ? 'below' : 'above'} that`;
      return `${name} of ${beyondBounds(await valueOfRank(held, rank), bounds)}`;
    },
  };
}

async function valueOfRank({ engine, raw, reading, scope }: Held, rank: number): Promise<number> {
  const readings = [...new Set([reading, ...(scope?.columns ?? [])])];
  const values = readings.map(({ value, index }) => `${value} AS v${index}`);
  const value = `v${reading.index}`;
  const where = scope === undefined ? '' : ` AND ${picks(scope)}`;
  const [row] = await engine.query(
    `SELECT CAST(${value} AS DOUBLE) AS x FROM (SELECT ${values.join(', ')} FROM ${raw}) WHERE ${value} IS NOT NULL${where} ORDER BY x OFFSET ${rank - 1} LIMIT 1`,
  );
  return Number(row?.['x'] ?? toCount(null));
}
