import type { ColumnCheck } from './column-rule.ts';

const WORDS = {
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  date: 'a date (YYYY-MM-DD)',
  timestamp: 'a date and time (ISO 8601)',
};

/** Every value reads as the column's type. */
export const type: ColumnCheck = (rule, reading) => ({
  check: 'type',
  expected: WORDS[rule.type],
  tolerance: 0,
  broken: ({ missing, value }) => `NOT ${missing} AND ${value} IS NULL`,
  count: (summary) => summary.misfits,
  remark: () => (reading.wrongType ? `the column is ${reading.engineType}` : ''),
  showsValues: !reading.wrongType,
});
