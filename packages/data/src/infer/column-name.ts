import { quoteName } from '../engine/index.ts';

/** A column, as a condition in SQL names it. */
export function nameInSql(column: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(column) && !RESERVED.has(column.toLowerCase())
    ? column
    : quoteName(column);
}

/** Names that a column may have, and that SQL would take for words of its own. */
const RESERVED = new Set(
  'all and any as asc between both case cast check collate column constraint create default desc distinct do else end except exists false for from group having in initially intersect into is join lateral leading like limit not null offset on only or order placing primary references returning select some table then to trailing true union unique user using when where window with'.split(
    ' ',
  ),
);
