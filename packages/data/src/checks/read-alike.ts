import type { ColumnType } from '@assay/contract';
import { contractTypeOf, familyOf, type LogicalType } from '../column/logical-type.ts';
import { type Reading, readingOf } from '../column/reading.ts';
import type { Table } from '../source/source.ts';

/** Types of one kind are compared with each other: 1 is 1.0, and a day its midnight. */
const KINDS: Readonly<Record<LogicalType, string>> = {
  integer: 'number',
  number: 'number',
  date: 'moment',
  timestamp: 'moment',
  string: 'text',
  boolean: 'boolean',
  other: 'other',
};

/** The most digits that the engine's decimals have. */
const DIGITS = 38;

/** Two columns, read so that values of one can be looked for among those of the other. */
export interface Alike {
  readonly ours: Reading;
  readonly theirs: Reading;
  /** SQL of what is compared of a value, of either side. */
  readonly compared: (value: string) => string;
}

/**
 * Reads a column of other data so that the engine can look for values of ours among its own: as the contract reads ours, else
 * as ours is. Of texts (CSV, JSON Lines) what is written counts, also where one column is of numbers and the other of texts.
 *
 * @param theirs the column, however it is read
 * @param wanted what the contract says of ours
 * @returns a text where types of both cannot be compared, which names them
 */
export function readAlike(
  ours: Reading,
  other: Table,
  { index }: Reading,
  data: string,
  wanted: ColumnType | undefined,
): Alike | string {
  const own = readingOf(other, index);
  const hasText = ours.type === 'string' || own.type === 'string';
  const areAlike = KINDS[ours.type] === KINDS[own.type];
  // As a date, the text of a midnight would be a misfit.
  const isMoment = areAlike && KINDS[own.type] === 'moment' && wanted !== 'timestamp-with-zone';
  const theirs = ours.type === 'other' || isMoment ? own : readingOf(other, index, wanted ?? ours.type);
  if ((hasText || areAlike) && !theirs.wrongType) {
    const inDouble = isTooWide(ours, theirs);
    return { ours, theirs, compared: (value) => (inDouble ? `CAST(${value} AS DOUBLE)` : value) };
  }
  const type = wanted ?? contractTypeOf(ours.engineType);
  return `types that cannot be compared: ${JSON.stringify(ours.column)} is of type ${type}, ${JSON.stringify(own.column)} of ${data} of type ${contractTypeOf(own.engineType)}`;
}

/** Whether no decimal has the digits of both, so that the engine would give up at a number that does not fit. */
function isTooWide(ours: Reading, theirs: Reading): boolean {
  const [a, b] = [digitsOf(ours), digitsOf(theirs)];
  if (a === null || b === null || (a.after === 0 && b.after === 0)) return false;
  return Math.max(a.before, b.before) + Math.max(a.after, b.after) > DIGITS;
}

/** Digits before and after the point; `null`: it is no number, or a double, as which the engine then compares both. */
function digitsOf({ type, engineType }: Reading): { before: number; after: number } | null {
  const [, all, after] = /^DECIMAL\((\d+),(\d+)\)$/.exec(engineType) ?? [];
  if (type === 'number' && all !== undefined)
    return { before: Number(all) - Number(after), after: Number(after) };
  if (familyOf(engineType) === 'integer') return { before: engineType === 'HUGEINT' ? 39 : 20, after: 0 };
  return type === 'integer' ? { before: 39, after: 0 } : null;
}
