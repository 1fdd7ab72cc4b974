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
    return { ...column, codes: pick(column.codes, rows, new Int32Array(rows.length)) };
  }
  const { values, nulls } = column;
  return {
    ...column,
    values: pick(values, rows, new Float64Array(rows.length)),
    nulls: nulls && pick(nulls, rows, new Uint8Array(rows.length)),
  };
}

function pick<A extends Float64Array | Int32Array | Uint8Array>(from: A, rows: Int32Array, into: A): A {
  for (let i = 0; i < rows.length; i++) into[i] = from[rows[i] as number] as number;
  return into;
}
