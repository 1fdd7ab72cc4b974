/** A column whose rows are sorted into few cells, numbered from 0. */
export interface SearchColumn {
  /** The cell of each row. */
  readonly codes: Uint8Array;
  /** How many cells there are; a row may be in one that no range names. */
  readonly cells: number;
  /** What a slice may say of the column. */
  readonly ranges: readonly CellRange[];
}

/** Rows whose cell is one of `from` to `to`. */
export interface CellRange {
  readonly from: number;
  readonly to: number;
  /** How often the column is cut to say so: a category or one end of a range is one cut, two ends are two. */
  readonly cuts: number;
}

/** One condition of a slice: a range of cells of a column, by its place. */
export interface Condition {
  readonly column: number;
  readonly range: CellRange;
}

/** Every category by itself, and missing values where the last cell holds them. */
export function categories(cells: number): CellRange[] {
  return Array.from({ length: cells }, (_, cell) => ({ from: cell, to: cell, cuts: 1 }));
}

/** Every range of the ascending bins but the whole; the missing values, where a cell after the bins holds them. */
export function binRanges(bins: number, missing: boolean): CellRange[] {
  const ranges: CellRange[] = missing ? [{ from: bins, to: bins, cuts: 1 }] : [];
  for (let from = 0; from < bins; from++) {
    for (let to = from; to < bins; to++) {
      if (from > 0 || to < bins - 1) ranges.push({ from, to, cuts: from === 0 || to === bins - 1 ? 1 : 2 });
    }
  }
  return ranges;
}

/** For each row 1 where all conditions hold, else 0. */
export function rowsInside(
  columns: readonly SearchColumn[],
  conditions: readonly Condition[],
  rows: number,
): Uint8Array {
  const inside = new Uint8Array(rows).fill(1);
  for (const { column, range } of conditions) {
    const codes = columns[column]?.codes ?? new Uint8Array(rows);
    for (let row = 0; row < rows; row++) {
      const code = codes[row] as number;
      if (code < range.from || code > range.to) inside[row] = 0;
    }
  }
  return inside;
}
