/** A column of one side, one entry a row, in the order of rows: a chunk is a pick of rows. */
export type DriftColumn = NumericColumn | CategoricalColumn;

export interface NumericColumn {
  readonly kind: 'numeric';
  /** NaN where the row is null or NaN; infinities stay. */
  readonly values: Float64Array;
  /** 1 where the row is null; null where none is. Other NaNs are NaN in the data. */
  readonly nulls: Uint8Array | null;
  /** Whether the column's type is one of whole numbers: some tools then cut bins differently. */
  readonly integer: boolean;
}

export interface CategoricalColumn {
  readonly kind: 'categorical';
  /** Index into `labels`, -1 where the row is null. */
  readonly codes: Int32Array;
  /** Distinct texts; each side has its own, in any order. */
  readonly labels: readonly string[];
}

/** The number of rows, those without a value included. */
export function rowsOf(column: DriftColumn): number {
  return column.kind === 'numeric' ? column.values.length : column.codes.length;
}

/** These rows, as a column of its own. */
export function columnAt(column: DriftColumn, rows: Int32Array): DriftColumn {
  if (column.kind === 'categorical') {
    return { ...column, codes: Int32Array.from(rows, (row) => column.codes[row] as number) };
  }
  const { values, nulls } = column;
  return {
    ...column,
    values: Float64Array.from(rows, (row) => values[row] as number),
    nulls: nulls && Uint8Array.from(rows, (row) => nulls[row] as number),
  };
}
