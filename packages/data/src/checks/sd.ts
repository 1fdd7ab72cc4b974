import type { ColumnCheck } from './column-rule.ts';
import { figureBounds, finite } from './figure-bounds.ts';

/** The standard deviation (n - 1) lies within bounds. Numbers beyond ±1e150 do not count. */
export const sd: ColumnCheck = ({ sd: bounds }, reading) =>
  bounds === undefined || reading.wrongType
    ? null
    : figureBounds(
        {
          check: 'sd',
          words: 'a standard deviation',
          sql: (value) => `stddev_samp(${finite(value)})`,
          known: ({ sd }) => sd,
        },
        bounds,
      );
