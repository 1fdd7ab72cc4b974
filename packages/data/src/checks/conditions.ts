import type { DataContract, Located } from '@assay/contract';
import type { Reading } from '../column/reading.ts';
import type { Engine } from '../engine/index.ts';
import { PredicateMistake } from '../predicate/predicate-mistake.ts';
import { AbsentColumn, picks, type RowCondition, rowCondition } from '../predicate/row-condition.ts';
import type { CountAcross } from '../profile/asked.ts';
import type { Place } from './found.ts';

/** A rule across columns, ready to be counted. */
export interface PreparedRule {
  readonly columns: readonly Reading[];
  /** SQL of the rows that break it. */
  readonly broken: string;
  readonly scope: RowCondition | undefined;
  /** A column that it reads is not there. */
  readonly absent: AbsentColumn | null;
}

/** Reads the conditions of a contract over the columns of some data. */
export interface Conditions {
  /** @throws UserError `contract-condition`, at its place in the contract. Answers the column that is not there, where one is not. */
  read(this: void, text: string, place: Place): Promise<RowCondition | AbsentColumn>;
  rule(index: number): Promise<PreparedRule>;
}

export function conditionsOf(
  engine: Engine,
  raw: string,
  readings: readonly Reading[],
  { value, source }: Located<DataContract>,
): Conditions {
  const attempt = async (text: string, place: Place): Promise<RowCondition | AbsentColumn> => {
    try {
      return await rowCondition(engine, raw, text, readings);
    } catch (cause) {
      if (cause instanceof AbsentColumn) return cause;
      if (!(cause instanceof PredicateMistake)) throw cause;
      throw source.error(
        place,
        'contract-condition',
        `not a condition on a row: ${cause.message}`,
        'write one condition on columns, like "tips <= fare"',
      );
    }
  };
  return {
    read: attempt,
    async rule(index) {
      const { expect = '', where } = value.rules[index] ?? {};
      const expected = await attempt(expect, ['rules', index, 'expect']);
      const scope = where === undefined ? undefined : await attempt(where, ['rules', index, 'where']);
      const never = (absent: AbsentColumn) => ({ columns: [], broken: 'false', scope: undefined, absent });
      if (expected instanceof AbsentColumn) return never(expected);
      if (scope instanceof AbsentColumn) return never(scope);
      const columns = [...new Set([...expected.columns, ...(scope?.columns ?? [])])];
      return { columns, broken: breaks(expected, scope), scope, absent: null };
    },
  };
}

/**
 * SQL of the rows that a condition picks and that break another. As SQL's CHECK has it, null does not break; an error of a
 * row (text that is no number, a logarithm of 0) does. CASE, and not AND, keeps rows that are not picked from erring.
 */
function breaks(expected: RowCondition, scope: RowCondition | undefined): string {
  const keeps = `coalesce(${expected.sql}, true)`;
  const scoped = scope === undefined ? keeps : `CASE WHEN ${picks(scope)} THEN ${keeps} ELSE true END`;
  return `(NOT coalesce(TRY(${scoped}), false))`;
}

/** What the summary counts for a rule: the rows that break it, and those that it is about. */
export function countsOf({ columns, broken, scope }: PreparedRule): CountAcross[] {
  return [
    { columns, where: broken },
    { columns: scope?.columns ?? [], where: scope === undefined ? 'true' : picks(scope) },
  ];
}
