import type { Reading } from '../column/reading.ts';
import type { Binding } from '../engine/index.ts';
import { picks, type RowCondition } from '../predicate/row-condition.ts';

/** What a check asks for in the pass over its column. */
export interface Asked {
  readonly name: string;
  /** SQL of a condition whose rows are counted, over the expressions of the column and of {@link Asked.scope}. */
  readonly count?: (of: { missing: string; value: string }, bind: Binding) => string;
  /** SQL of an aggregate that is a number, over the value; of numbers and dates, or in a scope. */
  readonly figure?: (value: string) => string;
  /** Only rows that this condition picks. */
  readonly scope?: RowCondition | undefined;
}

/** A count over several columns: SQL of a condition over `v<index>` of those. */
export interface CountAcross {
  readonly columns: readonly Reading[];
  readonly where: string;
}

/** A column under the names that conditions use; what none uses, the engine leaves out. */
export function expressions({ index, missing, value }: Reading): string {
  return `c${index}, ${missing} AS m${index}, ${value} AS v${index}`;
}

/** The names of a column in conditions. */
export function names({ index }: Reading): { missing: string; value: string } {
  return { missing: `m${index}`, value: `v${index}` };
}

/** SQL of the answer, as an aggregate over rows. */
export function answer({ count, figure, scope }: Asked, reading: Reading, bind: Binding): string {
  const filter = scope === undefined ? '' : ` FILTER (WHERE ${picks(scope)})`;
  // Not count(*) with a filter: for each of those the engine copies the rows, of all columns that the query reads.
  const counted = `count_if(${count === undefined ? 'true' : count(names(reading), bind)})`;
  return `${figure === undefined ? counted : figure(names(reading).value)}${filter}`;
}
