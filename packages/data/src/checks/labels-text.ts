import { type Reading, valueType } from '../column/reading.ts';
import type { ColumnValues } from '../engine/index.ts';
import type { Checked } from './data-check.ts';

/**
 * SQL of a value as text, null where it is missing. A number is the same where it is written `1` and `1.0`; what is no value of
 * its type is what is written there.
 */
export function asText(reading: Reading): string {
  const { dialect, type, value, missing, index, engineType } = reading;
  const plain = dialect.text(value, valueType(reading));
  const text = type === 'number' ? `regexp_replace(${plain}, '\\.0$', '')` : plain;
  return `(CASE WHEN NOT ${missing} THEN coalesce(${text}, ${dialect.text(`c${index}`, engineType)}) END)`;
}

/** The columns by which a row is found again: those that are named, else the first key of the contract. */
export function keyOfRows(
  { contract, columnsInOrder }: Pick<Checked, 'contract' | 'columnsInOrder'>,
  named: string | readonly string[] | undefined = contract.labels?.id,
): readonly string[] | undefined {
  if (named !== undefined) return [named].flat();
  const column = columnsInOrder.find((name) => contract.columns[name]?.unique);
  if (column !== undefined) return [column];
  const [key] = contract.unique;
  if (key === undefined || typeof key === 'string') return key === undefined ? undefined : [key];
  return Array.isArray(key) ? key : key.columns;
}

/** Values of a column of type DOUBLE. */
export function numbersOf(column: ColumnValues | undefined): Float64Array {
  return column?.kind === 'number' ? column.values : new Float64Array();
}
