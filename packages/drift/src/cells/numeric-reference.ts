import type { NumericCells, ReferenceColumn } from './cells.ts';
import { countNumbers } from './count-numbers.ts';
import { numericEdges } from './numeric-edges.ts';

/**
 * Cells and counts of a numeric column of the reference, about 20 of equal mass.
 *
 * @param values one a row, in any order; where `nulls` is 1 it is not read
 */
export function numericReference(
  name: string,
  values: Float64Array,
  nulls: Uint8Array | null,
): ReferenceColumn {
  const numbers = values.filter((value, row) => nulls?.[row] !== 1 && !Number.isNaN(value)).sort();
  const cells: NumericCells = { kind: 'numeric', edges: numericEdges(numbers) };
  return { name, cells, counts: countNumbers(values, nulls, cells) };
}
