import type { DataCheck } from './data-check.ts';
import { saidOf } from './found.ts';
import { listed } from './words.ts';

/** The columns of the contract follow each other in the data as in its text; others may stand between them. */
export const columnOrder: DataCheck = ({ source, contract, rows, columnsInOrder }) => {
  const severity = contract['column-order'];
  if (severity === 'allow') return { checks: 0, findings: [] };
  const names = source.columns.map(({ name }) => name);
  const found = names.filter((name) => Object.hasOwn(contract.columns, name));
  const wanted = columnsInOrder.filter((name) => names.includes(name));
  const first = found.findIndex((name, i) => name !== wanted[i]);
  if (first < 0) return { checks: 1, findings: [] };
  const finding = {
    column: found[first] ?? null,
    check: 'column-order',
    ...saidOf({ severity }),
    expected: `${listed([wanted[first] ?? ''], 1)} as column ${first + 1} of the contract's`,
    observed: `the order ${listed(found, 10)}`,
    rows,
    of: rows,
    fraction: 1,
    examples: [],
    fix: 'write the columns in this order, or say `column-order: allow` where all read them by name',
    place: ['column-order'],
  };
  return { checks: 1, findings: [finding] };
};
