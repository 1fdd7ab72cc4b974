import type { ColumnCheck } from './column-rule.ts';
import { upTo } from './words.ts';

const BREAKS = {
  increasing: '<',
  'strictly-increasing': '<=',
  decreasing: '>',
  'strictly-decreasing': '>=',
};

/** Values go up, or down, from row to row, over the files in their order. Rows without a value are passed over. */
export const order: ColumnCheck = ({ order: said }, reading) => {
  if (said === undefined || reading.wrongType) return null;
  const tolerance = said['at-most'] ?? 0;
  return {
    check: 'order',
    said,
    expected: `${said.is.replace('-', ' ')} values${upTo(tolerance, 'not')}`,
    fix: 'sort the rows before they are written, and look for files that overlap',
    tolerance,
    broken: ({ value }) => `${value} ${BREAKS[said.is]} before`,
    counted: false,
    byOrder: true,
    showsValues: true,
  };
};
