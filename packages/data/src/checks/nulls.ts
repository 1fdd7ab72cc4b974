import type { ColumnCheck } from './column-rule.ts';
import { percent } from './words.ts';

/** No value is null or NaN, or not more of them than allowed. */
export const nulls: ColumnCheck = ({ nullable }) => {
  if (nullable === true) return null;
  const tolerance = nullable === false ? 0 : nullable['at-most'];
  return {
    check: 'nulls',
    expected: tolerance === 0 ? 'no nulls' : `at most ${percent(tolerance)} nulls`,
    tolerance,
    broken: ({ missing }) => missing,
    count: (summary) => summary.missing,
    showsValues: false,
  };
};
