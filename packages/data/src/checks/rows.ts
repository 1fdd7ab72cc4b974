import type { DataCheck } from './data-check.ts';
import { saidOf } from './found.ts';
import { count, rowsOf } from './words.ts';

/** The number of rows is within bounds; where the contract has none, there is at least one row. */
export const rows: DataCheck = ({ contract, rows: n, rowsPlace }) => {
  const least = contract.rows?.['at-least'] ?? 1;
  const most = contract.rows?.['at-most'] ?? Number.POSITIVE_INFINITY;
  if (n >= least && n <= most) return { checks: 1, findings: [] };
  const finding = {
    column: null,
    check: 'rows',
    ...saidOf(contract.rows),
    expected: n < least ? `at least ${rowsOf(least)}` : `at most ${count(most)} rows`,
    observed: rowsOf(n),
    rows: n,
    of: n,
    fraction: 1,
    examples: [],
    fix:
      n < least
        ? 'find the rows that were not loaded; fewer are right only with another `rows`'
        : 'look for rows that were loaded twice; more are right only with another `rows`',
    place: rowsPlace,
  };
  return { checks: 1, findings: [finding] };
};
