import type { ColumnContract } from '@assay/contract';
import { baseTypeOf, ENGINE_TYPES } from '../column/logical-type.ts';
import type { Binding } from '../engine/index.ts';
import type { ColumnCheck } from './column-rule.ts';
import { listed, upTo } from './words.ts';

/** Every value is one of a list. */
export const allowed: ColumnCheck = ({ allowed: said, type, tolerance, sensitive }, reading) => {
  if (said === undefined || reading.wrongType) return null;
  const most = said['at-most'] ?? tolerance;
  return {
    check: 'allowed',
    said,
    expected: `one of ${inWords(said.values, sensitive)}${upTo(most, 'not')}`,
    fix: 'add the new values here if they are right, or correct them at their source',
    tolerance: most,
    broken: ({ value }, bind) => `NOT ${isListed(type, said.values, value, bind)}`,
    counted: true,
    showsValues: true,
  };
};

type Listed = readonly (string | number | boolean)[];

export function inWords(values: Listed, sensitive: boolean): string {
  return sensitive ? `${values.length} values` : listed(values, 10);
}

/** A list is searched by its own function: IN with a thousand values takes a hundred times as long. */
export function isListed(type: ColumnContract['type'], values: Listed, value: string, bind: Binding): string {
  const list = `CAST(${bind.add(values.map(String))} AS ${ENGINE_TYPES[baseTypeOf(type)]}[])`;
  return `list_contains(${list}, ${value})`;
}
