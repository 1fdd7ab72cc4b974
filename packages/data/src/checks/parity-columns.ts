import { type Reading, readingOf } from '../column/reading.ts';
import type { Table } from '../source/source.ts';
import type { Checked } from './data-check.ts';

/** A column of ours and the one of the same name elsewhere, both read alike. */
export interface Pair {
  readonly column: string;
  readonly ours: Reading;
  readonly theirs: Reading;
}

/** Numbers are the same where they differ by at most `relative` of the greater of the two, or by `absolute`. */
export interface Closeness {
  readonly relative: number;
  readonly absolute: number;
}

/**
 * Pairs columns by name: as the contract reads them; else numbers as numbers, and anything else as ours is read. A column
 * that one of the two lacks has no pair.
 */
export function pairColumns(
  { readings, rule }: Pick<Checked, 'readings' | 'rule'>,
  other: Table,
  names: readonly string[],
): Pair[] {
  return names.flatMap((column) => {
    const ours = readings.get(column);
    const index = other.columns.findIndex(({ name }) => name === column);
    if (ours === undefined || index < 0) return [];
    const wanted = rule(column)?.type;
    if (wanted !== undefined) return [{ column, ours, theirs: readingOf(other, index, wanted) }];
    const own = readingOf(other, index);
    if (own.type === ours.type || ours.type === 'other' || (isNumber(own) && isNumber(ours)))
      return [{ column, ours, theirs: own }];
    return [{ column, ours, theirs: readingOf(other, index, ours.type) }];
  });
}

/**
 * SQL of what is compared of one side: whether it is missing, its value, and what is written there.
 *
 * @param side names the three: `<side>m<i>`, `<side>v<i>`, `<side>c<i>`
 */
export function sideOf({ missing, value, index }: Reading, side: string, i: number): string {
  return `${missing} AS ${side}m${i}, ${value} AS ${side}v${i}, c${index} AS ${side}c${i}`;
}

/** SQL of whether the i-th pair differs. What neither side could read as its type is compared as text. */
export function differs({ ours, theirs }: Pair, i: number, closeness: Closeness): string {
  const [a, b] = [`av${i}`, `bv${i}`];
  const same =
    isNumber(ours) && isNumber(theirs) ? close(a, b, exact(ours, theirs, closeness)) : `${a} = ${b}`;
  return `(CASE WHEN am${i} AND bm${i} THEN false WHEN am${i} OR bm${i} THEN true WHEN ${a} IS NULL OR ${b} IS NULL THEN ${written(ours, `ac${i}`)} IS DISTINCT FROM ${written(theirs, `bc${i}`)} ELSE NOT (${same}) END)`;
}

/** What is written in a column, as text. */
export function written({ dialect, engineType }: Reading, column: string): string {
  return dialect.text(column, engineType);
}

/** Whole numbers are not rounded: of them only `absolute` is left. */
function exact(ours: Reading, theirs: Reading, { relative, absolute }: Closeness): Closeness {
  const whole = ours.type === 'integer' && theirs.type === 'integer';
  return { relative: whole ? 0 : relative, absolute };
}

/** As Python's math.isclose. An infinite number is close to itself only. */
function close(a: string, b: string, { relative, absolute }: Closeness): string {
  const [x, y] = [`CAST(${a} AS DOUBLE)`, `CAST(${b} AS DOUBLE)`];
  const allowed = `greatest(CAST(${relative} AS DOUBLE) * greatest(abs(${x}), abs(${y})), CAST(${absolute} AS DOUBLE))`;
  const finite = (of: string) => `abs(${of}) < CAST('Infinity' AS DOUBLE)`;
  return `${a} = ${b} OR (${finite(x)} AND ${finite(y)} AND ${relative > 0 || absolute > 0 ? `abs(${x} - ${y}) <= ${allowed}` : 'false'})`;
}

function isNumber({ type }: Reading): boolean {
  return type === 'integer' || type === 'number';
}
