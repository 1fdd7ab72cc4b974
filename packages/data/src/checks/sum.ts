import { finite } from '../profile/finite.ts';
import type { ColumnCheck } from './column-rule.ts';
import { figureBounds } from './figure-bounds.ts';

/** The sum, with the errors of its additions made up for (Kahan), lies within bounds. Numbers beyond ±1e150 do not count. */
export const sum: ColumnCheck = ({ sum: bounds }, reading) =>
  bounds === undefined || reading.wrongType
    ? null
    : figureBounds(
        { check: 'sum', words: 'a sum', sql: (value) => reading.dialect.sum(finite(value)) },
        bounds,
      );
