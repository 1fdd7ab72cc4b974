import type { ColumnCheck } from './column-rule.ts';
import { listed, percent } from './words.ts';

const ENGINE_TYPES = {
  integer: 'HUGEINT',
  number: 'DOUBLE',
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};

/** Every value is one of a list. */
export const allowed: ColumnCheck = ({ allowed: values, type, tolerance, sensitive }, reading) => {
  if (values === undefined || reading.wrongType) return null;
  const list = sensitive ? `one of ${values.length} values` : `one of ${listed(values, 10)}`;
  return {
    check: 'allowed',
    expected: list + (tolerance > 0 ? `, at most ${percent(tolerance)} of rows not` : ''),
    tolerance,
    // A list is searched by its own function: NOT IN with a thousand values takes a hundred times as long.
    broken: ({ value }, bind) =>
      `NOT list_contains(CAST(${bind.add(values.map(String))} AS ${ENGINE_TYPES[type]}[]), ${value})`,
    counted: true,
    count: (summary) => summary.counts['allowed'] ?? 0,
    showsValues: true,
  };
};
