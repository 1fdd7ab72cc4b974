/**
 * Cells of a numeric column: cell `i` holds the numbers in `(edges[i - 1], edges[i]]`, so that the counts add up to the
 * distribution function at each edge, exactly.
 */
export interface NumericCells {
  readonly kind: 'numeric';
  /** Ascending, without repeats; may be empty. */
  readonly edges: Float64Array;
}

/** Cells of a column of categories. */
export interface CategoryCells {
  readonly kind: 'categorical';
  /** Each has a cell of its own. */
  readonly named: readonly string[];
  /** These share one cell. A category that is neither is unseen. */
  readonly pooled: readonly string[];
}

export type Cells = NumericCells | CategoryCells;

/**
 * How many rows fell into each cell. Order of a numeric column: `edges.length + 1` cells of numbers, of which the first
 * takes -Infinity and the last (overflow) all above the last edge; NaN; null. Of categories: each of `named`; pooled;
 * unseen; null. Integers, exact up to 2^53.
 */
export type CellCounts = Float64Array;

/** What a column of the reference was like: its cells, and how many of its rows fell into each. */
export interface ReferenceColumn {
  readonly name: string;
  readonly cells: Cells;
  readonly counts: CellCounts;
}

/** How many counts belong to the cells. */
export function cellCount(cells: Cells): number {
  return cells.kind === 'numeric' ? cells.edges.length + 3 : cells.named.length + 3;
}
