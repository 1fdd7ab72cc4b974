import type { DriftColumn, NumericColumn } from './column.ts';
import { histogram, sturgesEdges } from './numpy-histogram.ts';
import { alignedCounts, type CellCounts, sortedValues, tally, tallyOfFew } from './values.ts';

/** A numeric column with at most so many distinct values in the reference has a cell for each value. */
const MOST_VALUES = 20;

/**
 * Evidently 0.7's cells: Sturges' bins of both sides together, or one cell for each value of either. null where NumPy
 * cannot cut the range.
 */
export function evidentlyCells(reference: DriftColumn, current: DriftColumn): CellCounts | null {
  const known = tallyOfFew(reference, MOST_VALUES);
  if (known) return alignedCounts(known, tally(current));
  if (reference.kind === 'categorical' || current.kind === 'categorical') return null;
  const [a, b] = [sortedValues(reference), sortedValues(current)];
  const low = Math.min(a[0] as number, b[0] as number);
  const high = Math.max(a.at(-1) as number, b.at(-1) as number);
  // pandas stores whole numbers as floats as soon as one is missing.
  const integer = [reference, current].every((side) => side.integer && side.nulls === null);
  const edges = sturgesEdges({ low, high }, a.length + b.length, integer);
  return edges && { reference: histogram(a, edges), current: histogram(b, edges) };
}

/** The column as Evidently cleans it: infinities are dropped like nulls. */
export function evidentlyColumn(column: DriftColumn): DriftColumn {
  if (column.kind === 'categorical' || !column.values.some(isInfinite)) return column;
  const cleaned: NumericColumn = {
    ...column,
    values: column.values.map((value) => (isInfinite(value) ? Number.NaN : value)),
  };
  return cleaned;
}

function isInfinite(value: number): boolean {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
}

/** Empty cells filled, each side alone: 0.0001, or a millionth of the smallest share where that is no greater. */
export function filled(shares: readonly number[]): number[] {
  const smallest = Math.min(...shares.filter((share) => share > 0));
  const fill = smallest <= 0.0001 ? smallest / 1e6 : 0.0001;
  return shares.map((share) => (share === 0 ? fill : share));
}
