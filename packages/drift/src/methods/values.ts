import type { DriftColumn, NumericColumn } from './column.ts';

const sorted = new WeakMap<Float64Array, Float64Array>();

// Loops over rows go by index: an iterator or a function for each row takes ten times as long.

/** The numbers that are there, infinities too, in the order of rows. */
export function presentValues({ values }: Pick<NumericColumn, 'values'>): Float64Array {
  const present = new Float64Array(values.length);
  let rows = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    present[rows] = value; // and what follows a NaN takes its place
    rows += Number(!Number.isNaN(value));
  }
  return present.subarray(0, rows);
}

/** The same in ascending order; kept for each column, because the methods share it. */
export function sortedValues(column: NumericColumn): Float64Array {
  const known = sorted.get(column.values);
  if (known) return known;
  const values = presentValues(column).sort();
  sorted.set(column.values, values);
  return values;
}

/** Whether all numbers that are there are finite. */
export function allFinite(column: NumericColumn): boolean {
  return column.values.every((value) => Number.isNaN(value) || Number.isFinite(value));
}

/** Rows that have a value: not null and not NaN. */
export function presentRows(column: DriftColumn): number {
  let rows = 0;
  if (column.kind === 'numeric') {
    const { values } = column;
    for (let row = 0; row < values.length; row++) rows += Number(!Number.isNaN(values[row]));
    return rows;
  }
  const { codes } = column;
  for (let row = 0; row < codes.length; row++) rows += Number((codes[row] as number) >= 0);
  return rows;
}

/** How often each value occurs: numbers that are there, or texts. */
export function tally(column: DriftColumn): Map<number | string, number> {
  if (column.kind === 'numeric') {
    const counts = new Map<number, number>();
    for (const value of sortedValues(column)) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  }
  const { codes } = column;
  const counts = new Int32Array(column.labels.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (code >= 0) counts[code] = (counts[code] as number) + 1;
  }
  const entries = column.labels.map((label, code): [string, number] => [label, counts[code] as number]);
  return new Map(entries.filter(([, count]) => count > 0));
}

/** The tally of a column of texts, or of at most so many different numbers; null where there are more of these. */
export function tallyOfFew(column: DriftColumn, most: number): Map<number | string, number> | null {
  if (column.kind === 'numeric') {
    const values = sortedValues(column);
    let distinct = 0;
    for (let i = 0; i < values.length; i++) {
      if ((i === 0 || values[i] !== values[i - 1]) && ++distinct > most) return null;
    }
  }
  return tally(column);
}

/** Counts of the same cells on both sides. */
export interface CellCounts {
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

/** One cell for each value of either side. */
export function alignedCounts(
  reference: ReadonlyMap<number | string, number>,
  current: ReadonlyMap<number | string, number>,
): CellCounts {
  const values = [...new Set([...reference.keys(), ...current.keys()])];
  return {
    reference: values.map((value) => reference.get(value) ?? 0),
    current: values.map((value) => current.get(value) ?? 0),
  };
}

/** Counts as shares of `rows`. */
export function shares(counts: readonly number[], rows: number): number[] {
  return counts.map((count) => count / rows);
}
