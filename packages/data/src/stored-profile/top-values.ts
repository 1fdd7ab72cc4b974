import type { ProfileColumn } from '@assay/contract';

type Top = NonNullable<ProfileColumn['top']>;

/** Values that are listed, at most, and characters of one. */
const MOST = 100;
const LONGEST = 200;

/** The most frequent of all different values; those too long to be shown are among the others. */
export function topOf(counts: Iterable<readonly [string, number]>): Top {
  return listed(
    [...counts].map(([value, count]) => ({ value, count })),
    0,
    0,
  );
}

/** Of parts together: where none left a value out, as of the whole. */
export function mergeTop(parts: readonly Top[]): Top {
  const counts = new Map<string, number>();
  for (const { values } of parts)
    for (const { value, count } of values) counts.set(value, (counts.get(value) ?? 0) + count);
  return listed(
    [...counts].map(([value, count]) => ({ value, count })),
    parts.reduce((sum, { rest }) => sum + rest, 0),
    parts.reduce((sum, { missed }) => sum + missed, 0),
  );
}

function listed(all: { value: string; count: number }[], rest: number, missed: number): Top {
  all.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  const values = all.filter(({ value }) => value.length <= LONGEST).slice(0, MOST);
  const kept = new Set(values);
  const left = all.filter((each) => !kept.has(each));
  return {
    values,
    rest: rest + left.reduce((sum, { count }) => sum + count, 0),
    missed: missed + (left[0]?.count ?? 0),
  };
}
