import type { Reading } from '../column/reading.ts';
import type { Binding } from '../engine/index.ts';
import type { ColumnCheck } from './column-rule.ts';
import { listed, upTo } from './words.ts';

/** Every value is one of a list. */
export const allowed: ColumnCheck = ({ allowed: said, tolerance, sensitive }, reading) => {
  if (said === undefined || reading.wrongType) return null;
  const most = said['at-most'] ?? tolerance;
  return {
    check: 'allowed',
    said,
    expected: `one of ${inWords(said.values, sensitive)}${upTo(most, 'not')}`,
    fix: 'add the new values here if they are right, or correct them at their source',
    tolerance: most,
    broken: ({ value }, bind) => `NOT ${isListed(reading, said.values, value, bind)}`,
    counted: true,
    showsValues: true,
  };
};

type Listed = readonly (string | number | boolean)[];

export function inWords(values: Listed, sensitive: boolean): string {
  return sensitive ? `${values.length} values` : listed(values, 10);
}

export function isListed({ dialect, type }: Reading, values: Listed, value: string, bind: Binding): string {
  return dialect.isListed(bind.add(values.map(String)), type, value);
}
