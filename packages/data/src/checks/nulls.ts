import type { ColumnCheck } from './column-rule.ts';
import { percent } from './words.ts';

/** No value is null, or not more of them than allowed. NaN is as good as null, unless the contract tells them apart. */
export const nulls: ColumnCheck = ({ nullable, nan }, reading) => {
  if (nullable === true) return null;
  const said = nullable === false ? {} : nullable;
  const tolerance = said['at-most'] ?? 0;
  const apart = nan !== undefined && reading.nan !== null;
  return {
    check: 'nulls',
    path: ['nullable'],
    said,
    expected: tolerance === 0 ? 'no nulls' : `at most ${percent(tolerance)} nulls`,
    fix:
      tolerance === 0
        ? 'fill them in at their source, or allow a share of them: nullable: {at-most: 1 %}'
        : 'fill them in at their source; if so many are right, raise at-most',
    tolerance,
    broken: ({ missing }) => (apart ? `c${reading.index} IS NULL` : missing),
    ...(apart ? {} : { count: ({ missing }) => missing }),
    counted: apart,
    showsValues: false,
  };
};
