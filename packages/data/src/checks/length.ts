import type { ColumnCheck } from './column-rule.ts';
import { between, upTo } from './words.ts';

/** The length of every text, in characters (code points), lies within bounds. */
export const length: ColumnCheck = ({ length: said, tolerance }, reading) => {
  if (said === undefined || reading.wrongType) return null;
  const most = said['at-most'] ?? tolerance;
  return {
    check: 'length',
    said,
    expected: `${between(said)} characters${upTo(most, 'not')}`,
    fix: 'look for cut, padded or joined values at their source, or change the bounds',
    tolerance: most,
    broken: ({ value }, bind) => {
      const outside = [
        ...(said.min === undefined ? [] : [`length(${value}) < CAST(${bind.add(said.min)} AS BIGINT)`]),
        ...(said.max === undefined ? [] : [`length(${value}) > CAST(${bind.add(said.max)} AS BIGINT)`]),
      ];
      return `(${outside.join(' OR ') || 'false'})`;
    },
    counted: true,
    showsValues: true,
  };
};
