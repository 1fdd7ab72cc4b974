import { UserError } from '@assay/contract';
import type { ColumnValues } from '@assay/data';
import { textsOf } from './labels.ts';

/** Names of rows: numbers where all are whole ones that floating-point numbers hold exactly, else texts. */
export type Ids = readonly string[] | Float64Array;

const INTEGER = /^U?(TINY|SMALL|BIG)?INT(EGER)?$/;

/** SQL of a row's name as a number, null where a floating-point number does not hold it; `undefined`: it is a text. */
export function idNumber(column: string, type: string | undefined): string | undefined {
  if (!INTEGER.test(type ?? '')) return undefined;
  return `CASE WHEN ${column} BETWEEN ${-Number.MAX_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER} THEN CAST(${column} AS DOUBLE) END`;
}

/** @throws UserError `value-missing` with the first row */
export function idsOf(column: ColumnValues | undefined): Ids {
  return column?.kind === 'number' ? column.values : textsOf(column, 'id');
}

/** @throws UserError `ids-not-unique` with the first row whose name an earlier one has */
export function requireUnique(ids: Ids, column: string): void {
  if (isAscending(ids)) return;
  const seen = new Set<string | number>();
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row] ?? '';
    if (seen.has(id)) {
      throw new UserError(
        'ids-not-unique',
        `the id "${String(id).slice(0, 40)}" stands in more than one row (again in row ${row + 1})`,
        {
          fix: `name a column that tells rows apart, or remove the repeated rows ("id: ${column}")`,
        },
      );
    }
    seen.add(id);
  }
}

/** For each name its row among others; -1 where it is not there. */
export function rowsAmong(wanted: Ids, others: Ids): Int32Array {
  const rows = new Int32Array(wanted.length);
  if (isAscending(wanted) && isAscending(others)) {
    for (let row = 0, next = 0; row < wanted.length; row++) {
      while (next < others.length && (others[next] as number) < (wanted[row] as number)) next++;
      rows[row] = others[next] === wanted[row] ? next : -1;
    }
    return rows;
  }
  // A column of numbers may have been one of texts in another file.
  const alike = wanted instanceof Float64Array === others instanceof Float64Array;
  const key = (id: string | number) => (alike ? id : String(id));
  const rowOf = new Map<string | number, number>();
  for (let row = 0; row < others.length; row++) rowOf.set(key(others[row] ?? ''), row);
  for (let row = 0; row < rows.length; row++) rows[row] = rowOf.get(key(wanted[row] ?? '')) ?? -1;
  return rows;
}

/** Numbers that each are larger than the one before: files are often written in this order, and predictions are kept in it. */
export function isAscending(ids: Ids): ids is Float64Array {
  if (!(ids instanceof Float64Array)) return false;
  for (let row = 1; row < ids.length; row++)
    if (!((ids[row] as number) > (ids[row - 1] as number))) return false;
  return true;
}
