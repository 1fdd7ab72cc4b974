import { partsOf } from '../engine/parts.ts';
import type { Table } from '../source/source.ts';
import type { Reading } from './reading.ts';

/** Beyond these, to put values below each other takes longer than to plan a question to each column. */
const MOST_VALUES = 50_000;
const MOST_COLUMNS = 100;

/**
 * Columns that one question can be asked of, with their values put one below the other: those of one type, as many as pay. Of
 * many rows that is one column.
 *
 * @param rows of each column that are asked about
 */
export function inStacks(readings: readonly Reading[], rows: number): Reading[][] {
  const size = Math.max(1, Math.min(MOST_COLUMNS, Math.floor(MOST_VALUES / Math.max(1, rows))));
  // From these two follows the type that the engine gives to a value.
  const alike = Map.groupBy(readings, ({ type, engineType }) => `${type} ${engineType}`);
  return [...alike.values()].flatMap((some) => partsOf(some, size));
}

/** SQL of their values, one below the other: `c` is the index of a column, `v` a value; each column in the order of the rows. */
export function stacked(source: Table, readings: readonly Reading[], first?: number): string {
  const indexes = readings.map(({ index }) => index);
  const all = source.only(indexes);
  const from = first === undefined ? all : `(SELECT * FROM ${all} LIMIT ${first})`;
  const [alone] = readings;
  // Without the lists, which would take as long again.
  if (alone !== undefined && readings.length === 1)
    return `(SELECT ${alone.index} AS c, ${alone.value} AS v FROM ${from})`;
  const values = readings.map(({ value }) => value);
  return source.dialect.stacked(indexes, values, from);
}
