import type { ColumnProfile } from '@assay/contract';
import { familyOf } from '../column/logical-type.ts';
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
function end({ type, engineType }: Reading, text: string | null): number | string | null {
  if (text === null || (type !== 'integer' && type !== 'number')) return text;
  const number = Number(text);
  if (type === 'integer') return Number.isSafeInteger(number) ? number : text;
  if (!Number.isFinite(number)) return text;
  return familyOf(engineType) !== 'decimal' || digitsOf(text) === digitsOf(String(number)) ? number : text;
}

/** A decimal's digits without the zeros at its end: 1.50 is 1.5. What a double writes with an exponent has too many. */
function digitsOf(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
