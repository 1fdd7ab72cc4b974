import { quoteName, quoteText } from '@assay/data';
import type { CellRange } from '@assay/stats';
import { type Bins, type Categories, type Feature, numberLiteral, numberSql } from './features.ts';

/** A condition for people, and as the SQL of a predicate. */
export interface Rule {
  words: string;
  where: string;
}

/** What a range of a feature's cells says. */
export function ruleOf(feature: Feature, range: CellRange): Rule {
  return feature.kind === 'categories' ? category(feature, range) : bins(feature, range);
}

function category({ name, values }: Feature & Categories, { from }: CellRange): Rule {
  const value = values[from];
  if (value == null) return { words: `${name} is missing`, where: `${quoteName(name)} IS NULL` };
  return { words: `${name} = ${value}`, where: `${quoteName(name)} = ${quoteText(value)}` };
}

const INTEGER = /^U?(TINY|SMALL|BIG)?INT(EGER)?$/;

function bins(feature: Feature & Bins, { from, to }: CellRange): Rule {
  const { name, type, edges, nans } = feature;
  const whole = INTEGER.test(type) && edges.every(Number.isSafeInteger);
  const x = whole || type === 'DOUBLE' ? quoteName(name) : numberSql(name);
  if (from > edges.length) {
    return { words: `${name} is missing`, where: nans ? `(${x} IS NULL OR isnan(${x}))` : `${x} IS NULL` };
  }
  // The engine holds that NaN is beyond every number.
  const number = nans && to === edges.length ? ` AND NOT isnan(${x})` : '';
  const above = from === 0 ? undefined : (edges[from - 1] as number);
  const upTo = edges[to];
  if (above === undefined)
    return { words: `${name} ≤ ${upTo}`, where: `${x} <= ${numberLiteral(upTo ?? 0)}` };
  if (upTo === undefined) {
    const where = `${x} > ${numberLiteral(above)}${number}`;
    return { words: whole ? `${name} ≥ ${above + 1}` : `${name} > ${above}`, where };
  }
  if (whole && above + 1 === upTo) return { words: `${name} = ${upTo}`, where: `${x} = ${upTo}` };
  if (whole) return { words: `${name} ${above + 1}–${upTo}`, where: `${x} BETWEEN ${above + 1} AND ${upTo}` };
  return {
    words: `${above} < ${name} ≤ ${upTo}`,
    where: `${x} > ${numberLiteral(above)} AND ${x} <= ${numberLiteral(upTo)}`,
  };
}
