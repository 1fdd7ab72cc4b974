import type { ColumnProfile } from '@assay/contract';
import { type Reading, readingOf } from '../column/reading.ts';
import type { Engine } from '../engine/index.ts';
import type { Source } from '../source/source.ts';
import { type Summary, summarise } from './summary.ts';

/**
 * Thin statistics of every column, in the order of the columns.
 *
 * NaN counts as null. Numbers beyond ±1e150 do not count into mean and standard deviation. Texts have no min and max: the
 * first word of an alphabet says nothing, and free text has no place in a record.
 */
export async function profile(
  engine: Engine,
  source: Source,
): Promise<{ rows: number; columns: ColumnProfile[] }> {
  const readings = source.columns.map((_, index) => readingOf(source, index));
  const { rows, columns } = await summarise(engine, source, readings);
  return {
    rows,
    columns: columns.map((summary, index) => columnProfile(readings[index] as Reading, summary, false)),
  };
}

/** One column's statistics; the ends of a sensitive column are values of rows, and are left out. */
export function columnProfile(reading: Reading, summary: Summary, sensitive: boolean): ColumnProfile {
  return {
    column: reading.column,
    type: reading.engineType,
    nulls: summary.missing,
    distinct: summary.distinct,
    min: sensitive ? null : end(reading, summary.min),
    max: sensitive ? null : end(reading, summary.max),
    mean: summary.mean,
    sd: summary.sd,
  };
}

/** As a number where a double holds it exactly; else as text: dates, great integers, infinities. */
function end({ type }: Reading, text: string | null): number | string | null {
  if (text === null || (type !== 'integer' && type !== 'number')) return text;
  const number = Number(text);
  const exact = type === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number);
  return exact ? number : text;
}
