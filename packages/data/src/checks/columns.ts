import { didYouMean } from '@assay/contract';
import type { DataCheck } from './data-check.ts';

/** Every required column is there. */
export const columns: DataCheck = ({ source, contract, rows }) => {
  const rules = Object.entries(contract.columns).filter(([, rule]) => rule.required);
  const names = source.columns.map(({ name }) => name);
  const strangers = names.filter((name) => !Object.hasOwn(contract.columns, name));
  const findings = rules
    .filter(([name]) => !names.includes(name))
    .map(([name, rule]) => {
      const near = didYouMean(name, strangers);
      return {
        column: name,
        check: 'columns',
        severity: rule.severity,
        expected: 'this column',
        observed: near === undefined ? 'no such column' : `no such column, but ${JSON.stringify(near)}`,
        rows,
        fraction: 1,
        examples: [],
      };
    });
  return { checks: rules.length, findings };
};
