import type { ColumnCheck } from './column-rule.ts';

const WORDS = {
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  date: 'a date (YYYY-MM-DD)',
  timestamp: 'a date and time (ISO 8601)',
  'timestamp-with-zone': 'a date and time with its zone (2026-01-31T10:00:00+01:00)',
  uuid: 'text',
  email: 'text',
  url: 'text',
  category: 'text',
};

/** Every value reads as the column's type. */
export const type: ColumnCheck = (rule, reading) => ({
  check: 'type',
  expected: WORDS[rule.type],
  fix: reading.wrongType
    ? `write the column as ${rule.type}, or change its type here`
    : 'correct these values at their source (what is not known is an empty field), or change the type',
  tolerance: 0,
  broken: ({ missing, value }) => `NOT ${missing} AND ${value} IS NULL`,
  count: (summary) => summary.misfits,
  counted: false,
  remark: () => (reading.wrongType ? `the column is ${reading.engineType}` : ''),
  showsValues: !reading.wrongType,
});
