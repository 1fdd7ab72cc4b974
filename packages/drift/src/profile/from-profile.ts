import { categoryReference, type NumericCells, type ReferenceColumn } from '../cells/index.ts';
import { coarsen } from '../one-shot/fine-cells.ts';
import type { Summary } from '../one-shot/summary.ts';
import type { Profile, ProfileColumn } from './profile-schema.ts';

/** What a comparison needs of each column. */
export function summariesOf(profile: Profile): Map<string, Summary> {
  return new Map(profile.columns.map((column) => [column.name, summary(column)]));
}

function summary(column: ProfileColumn): Summary {
  if (column.kind === 'numeric') {
    const { cells, coarse } = cellsOf(column);
    return {
      kind: 'numeric',
      values: null,
      cells,
      coarse: coarse.edges,
      counts: Float64Array.from(column.counts),
    };
  }
  return {
    kind: 'categorical',
    counts: new Map(column.categories.map(({ value, first, second }) => [value, first + second])),
    others: column.others.first + column.others.second,
    nulls: column.nulls.first + column.nulls.second,
  };
}

/** A column as a monitor remembers it: in its coarser cells. */
export function referenceColumn(column: ProfileColumn): ReferenceColumn {
  const { name } = column;
  if (column.kind === 'numeric') {
    const { cells, coarse } = cellsOf(column);
    return { name, cells: coarse, counts: coarsen(Float64Array.from(column.counts), cells, coarse) };
  }
  // Categories that were not kept by name were seen in the first half as little as in the second, and are unseen ones.
  const rest = { value: '', first: 0, second: column.others.second };
  return categoryReference(name, [...column.categories, rest], column.nulls.second);
}

function cellsOf(column: Extract<ProfileColumn, { kind: 'numeric' }>): {
  cells: NumericCells;
  coarse: NumericCells;
} {
  return {
    cells: { kind: 'numeric', edges: Float64Array.from(column.edges) },
    coarse: {
      kind: 'numeric',
      edges: Float64Array.from(column.coarse, (place) => column.edges[place] ?? Number.NaN),
    },
  };
}
