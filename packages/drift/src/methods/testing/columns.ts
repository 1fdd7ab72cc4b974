import type { CategoricalColumn, DriftColumn, NumericColumn } from '../column.ts';

/** A numeric column; null is null. */
export function numeric(values: readonly (number | null)[], integer = false): NumericColumn {
  return {
    kind: 'numeric',
    values: Float64Array.from(values, (value) => value ?? Number.NaN),
    nulls: values.includes(null) ? Uint8Array.from(values, (value) => (value === null ? 1 : 0)) : null,
    integer,
  };
}

/** A categorical column; null is null. */
export function categorical(values: readonly (string | null)[]): CategoricalColumn {
  const labels = [...new Set(values)].filter((value) => value !== null);
  const codes = new Map(labels.map((label, code) => [label, code]));
  return {
    kind: 'categorical',
    codes: Int32Array.from(values, (value) => (value === null ? -1 : (codes.get(value) ?? -1))),
    labels,
  };
}

/** Numeric where a number is among the values. */
export function columnOf(values: readonly (number | string | null)[]): DriftColumn {
  const isText = values.some((value) => typeof value === 'string');
  return isText ? categorical(values as (string | null)[]) : numeric(values as (number | null)[]);
}
