import type { DataCheck } from './data-check.ts';

/** No column is there that the contract does not name. */
export const extraColumns: DataCheck = ({ source, contract, rows }) => {
  const extra = contract['extra-columns'];
  if (extra === 'allow') return { checks: 0, findings: [] };
  const findings = source.columns
    .filter(({ name }) => !Object.hasOwn(contract.columns, name))
    .map(({ name, type }) => ({
      column: name,
      check: 'extra-columns',
      severity: extra,
      expected: 'only columns that the contract names',
      observed: `a further column (${type})`,
      rows,
      fraction: 1,
      examples: [],
    }));
  return { checks: 1, findings };
};
