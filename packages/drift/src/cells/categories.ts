import type { CategoryCells, CellCounts, ReferenceColumn } from './cells.ts';

/** Categories with a cell of their own, at most. */
const NAMED = 17;
/** Further categories that are remembered, to tell them from unseen ones, at most. */
const POOLED = 240;
/** A longer text (in UTF-16 units) is free text rather than a category, and is not remembered. */
const LONGEST = 100;

/** How often a category occurs in two halves of the reference, split at random or by every second row. */
export interface CategoryHalves {
  readonly value: string;
  readonly first: number;
  readonly second: number;
}

/**
 * Cells and counts of a column of categories. One half of the reference says which cells there are, the other is counted
 * into them: counted in the half that they were chosen by, the frequent categories would look more frequent than they
 * are, and nothing would ever be unseen, so that a column of names or ids would raise an alarm with its first batch.
 *
 * @param nulls missing rows in the second half
 */
export function categoryReference(
  name: string,
  categories: readonly CategoryHalves[],
  nulls: number,
): ReferenceColumn {
  const known = categories
    .filter(({ value, first }) => first > 0 && value.length <= LONGEST)
    .sort((a, b) => b.first - a.first || (a.value < b.value ? -1 : 1))
    .map(({ value }) => value);
  const cells: CategoryCells = {
    kind: 'categorical',
    named: known.slice(0, NAMED),
    pooled: known.slice(NAMED, NAMED + POOLED),
  };
  const counted = categories.map(({ value, second }) => ({ value, count: second }));
  return { name, cells, counts: countCategories(counted, nulls, cells) };
}

/** Counts categories into cells, from how often each occurs. */
export function countCategories(
  categories: readonly { readonly value: string; readonly count: number }[],
  nulls: number,
  cells: CategoryCells,
): CellCounts {
  const pooled = cells.named.length;
  const cellOf = new Map<string, number>();
  for (const value of cells.pooled) cellOf.set(value, pooled);
  for (const [cell, value] of cells.named.entries()) cellOf.set(value, cell);
  const counts = new Float64Array(pooled + 3);
  for (const { value, count } of categories) {
    const cell = cellOf.get(value) ?? pooled + 1;
    counts[cell] = (counts[cell] ?? 0) + count;
  }
  counts[pooled + 2] = nulls;
  return counts;
}
