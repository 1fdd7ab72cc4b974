import { logicalTypeOf } from '../column/logical-type.ts';
import type { DataCheck } from './data-check.ts';
import { saidOf } from './found.ts';

/** No column is there that the contract does not name. */
export const extraColumns: DataCheck = ({ source, contract, rows }) => {
  const extra = contract['extra-columns'];
  if (extra === 'allow') return { checks: 0, findings: [] };
  const findings = source.columns
    .filter(({ name }) => !Object.hasOwn(contract.columns, name))
    .map(({ name, type }) => ({
      column: name,
      check: 'extra-columns',
      ...saidOf({ severity: extra }),
      expected: 'only columns that the contract names',
      observed: `a further column (${logicalTypeOf(type)})`,
      rows,
      of: rows,
      fraction: 1,
      examples: [],
      fix: 'add it to `columns`, or say `extra-columns: allow`',
      place: ['extra-columns'],
    }));
  return { checks: 1, findings };
};
