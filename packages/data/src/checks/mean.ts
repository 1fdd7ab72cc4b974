import { finite } from '../profile/finite.ts';
import type { ColumnCheck } from './column-rule.ts';
import { figureBounds } from './figure-bounds.ts';

/** The mean lies within bounds. Numbers beyond ±1e150 do not count. */
export const mean: ColumnCheck = ({ mean: bounds }, reading) =>
  bounds === undefined || reading.wrongType
    ? null
    : figureBounds(
        {
          check: 'mean',
          words: 'a mean',
          sql: (value) => `avg(${finite(value)})`,
          known: ({ mean }) => mean,
        },
        bounds,
      );
