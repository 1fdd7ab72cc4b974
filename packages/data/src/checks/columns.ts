import { didYouMean } from '@assay/contract';
import type { DataCheck } from './data-check.ts';
import { saidOf } from './found.ts';

/** Every required column is there. */
export const columns: DataCheck = ({ source, contract, rows, isOptional }) => {
  const rules = Object.entries(contract.columns).filter(([name]) => !isOptional(name));
  const names = new Set(source.columns.map(({ name }) => name));
  const strangers = [...names].filter((name) => !Object.hasOwn(contract.columns, name));
  const findings = rules
    .filter(([name]) => !names.has(name))
    .map(([name, rule]) => {
      const near = didYouMean(name, strangers);
      return {
        column: name,
        check: 'columns',
        ...saidOf(undefined, rule),
        expected: 'this column',
        observed: near === undefined ? 'no such column' : `no such column, but ${JSON.stringify(near)}`,
        rows,
        of: rows,
        fraction: 1,
        examples: [],
        fix:
          near === undefined
            ? 'write the column, or say `required: false` where it may be absent'
            : near.normalize() === name.normalize()
              ? 'write its accents alike here and in the data: in one of the two they are characters of their own'
              : `rename ${JSON.stringify(near)}, in the data or here`,
        place: ['columns', name],
      };
    });
  return { checks: rules.length, findings };
};
