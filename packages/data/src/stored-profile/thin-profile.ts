import type { DataProfile, ProfileColumn } from '@assay/contract';
import { familyOf } from '../column/logical-type.ts';
import { GREATEST } from '../profile/finite.ts';
import { isNarrow } from '../profile/narrow.ts';
import type { Summaries, Summary } from '../profile/summary.ts';

/** What a full profile tells of data whose rows nobody has looked at otherwise. */
export type Profiled = Pick<DataProfile, 'rows' | 'columns'>;

/**
 * The summaries of columns by their full profile, so that a record needs no second look at the rows; `null` where one does not
 * follow from it: of decimals, moments with a zone, infinities, and numbers too great or too close together for moments in
 * doubles.
 */
export function summariesOf({ rows, columns }: Profiled): Summaries | null {
  const summaries = columns.flatMap((column) => (follows(column) ? [summaryOf(column)] : []));
  return summaries.length === columns.length ? { rows, columns: summaries, counts: [] } : null;
}

function follows({
  type,
  'engine-type': engineType,
  count,
  sensitive,
  infinite,
  distinct,
  numbers,
  min,
  max,
}: ProfileColumn): boolean {
  const isGreat = [min, max].some((end) => typeof end === 'number' && Math.abs(end) > GREATEST);
  return (
    !isGreat &&
    !(numbers !== null && isNarrow(String(min), String(max))) &&
    !sensitive &&
    distinct !== null &&
    infinite.negative + infinite.positive === 0 &&
    (numbers === null || numbers.moments !== null || count === 0) &&
    familyOf(engineType) !== 'decimal' &&
    type !== 'timestamp-with-zone'
  );
}

function summaryOf({ nulls, nan, distinct, min, max, numbers }: ProfileColumn): Summary {
  return {
    missing: nulls + nan,
    misfits: 0,
    distinct: distinct?.exact ? distinct.count : null,
    min: min === null ? null : String(min),
    max: max === null ? null : String(max),
    mean: numbers?.mean ?? null,
    sd: numbers?.sd ?? null,
    answers: {},
  };
}
