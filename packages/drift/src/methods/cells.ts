import type { DriftColumn } from './column.ts';
import { deciles } from './deciles.ts';
import { histogram } from './numpy-histogram.ts';
import { type CellCounts, presentRows, sortedValues, tally, tallyOfFew } from './values.ts';

/** A numeric reference with at most so many distinct values has a cell for each, as deciles would fall together. */
const MOST_VALUES = 10;

/**
 * The cells of Assay's own methods, set by the reference alone: its values, or its deciles (ascending, each with its lower
 * edge, the outer ones open; a value on which several fall has a cell to itself); one for all values that it does not have; one each for null and NaN. Cells that are empty
 * on both sides are left out.
 */
export function cellsOf(reference: DriftColumn): (current: DriftColumn) => CellCounts {
  const count = counter(reference);
  const known = count(reference);
  return (current) => {
    const now = count(current);
    const used = known
      .map((_, cell) => cell)
      .filter((cell) => (known[cell] as number) + (now[cell] as number) > 0);
    return {
      reference: used.map((cell) => known[cell] as number),
      current: used.map((cell) => now[cell] as number),
    };
  };
}

function counter(reference: DriftColumn): (column: DriftColumn) => number[] {
  const few = tallyOfFew(reference, MOST_VALUES);
  if (reference.kind === 'numeric' && few === null) {
    const edges = cellEdges(sortedValues(reference).filter(Number.isFinite));
    return (column) => {
      const counts = column.kind === 'numeric' ? histogram(sortedValues(column), edges) : [];
      return [...counts, ...missing(column)];
    };
  }
  const names = [...(few?.keys() ?? [])];
  return (column) => {
    const counts = tally(column);
    const own = names.map((name) => counts.get(name) ?? 0);
    const unseen = presentRows(column) - own.reduce((sum, count) => sum + count, 0);
    return [...own, unseen, ...missing(column)];
  };
}

/** Deciles; where some fall together, most of the rows may have one value, and the cell from it on would hide the others. */
function cellEdges(sorted: Float64Array): Float64Array {
  const inner = deciles(sorted);
  const repeated = inner.filter((edge, i) => edge === inner[i - 1]);
  const edges = [...new Set([...inner, ...repeated.map(nextAbove)])].sort((a, b) => a - b);
  return Float64Array.from([Number.NEGATIVE_INFINITY, ...edges, Number.POSITIVE_INFINITY]);
}

/** The least double greater than a finite one. */
function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  const bits = new BigInt64Array(Float64Array.of(value).buffer);
  bits[0] = (bits[0] as bigint) + (value > 0 ? 1n : -1n);
  return new Float64Array(bits.buffer)[0] as number;
}

/** Rows that are null, and rows that are NaN. */
function missing(column: DriftColumn): [number, number] {
  const present = presentRows(column);
  if (column.kind === 'categorical') return [column.codes.length - present, 0];
  const nulls = column.nulls?.reduce((sum, isNull) => sum + isNull, 0) ?? 0;
  return [nulls, column.values.length - nulls - present];
}
