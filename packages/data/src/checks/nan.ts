import type { ColumnCheck } from './column-rule.ts';
import { percent } from './words.ts';

/** No value is NaN, or not more of them than allowed, apart from nulls. */
export const nan: ColumnCheck = ({ nan: allowed }, reading) => {
  const isNan = reading.nan;
  if (allowed === undefined || allowed === true || isNan === null || reading.wrongType) return null;
  const said = allowed === false ? {} : allowed;
  const tolerance = said['at-most'] ?? 0;
  return {
    check: 'nan',
    said,
    expected: tolerance === 0 ? 'no NaN' : `at most ${percent(tolerance)} NaN`,
    fix:
      tolerance === 0
        ? 'find what computes them (0/0, ∞−∞), or allow a share of them: nan: {at-most: 1 %}'
        : 'find what computes them (0/0, ∞−∞); if so many are right, raise at-most',
    tolerance,
    broken: () => isNan,
    counted: true,
    showsValues: false,
  };
};
