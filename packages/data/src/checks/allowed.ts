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
    advise: (values) => adviceOn(values, said.values),
    showsValues: true,
  };
};

/** What only case or blanks keep from being allowed was written by somebody who meant the allowed value. */
function adviceOn(values: readonly string[], allowed: Listed): string | undefined {
  const texts = allowed.filter((value) => typeof value === 'string');
  const meant = (value: string) =>
    texts.find((text) => text === value.trim()) ?? texts.find((text) => plain(text) === plain(value));
  const pairs = values.flatMap((value) => {
    const text = meant(value);
    return text === undefined ? [] : `${listed([value], 1)} as ${listed([text], 1)}`;
  });
  if (pairs.length === 0) return undefined;
  return `write ${pairs.join(', ')} at the source: only case or blanks around them differ; add other new values here if they are right`;
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}

type Listed = readonly (string | number | boolean)[];

export function inWords(values: Listed, sensitive: boolean): string {
  return sensitive ? `${values.length} values` : listed(values, 10);
}

export function isListed({ dialect, type }: Reading, values: Listed, value: string, bind: Binding): string {
  return dialect.isListed(bind.add(values.map(String)), type, value);
}
