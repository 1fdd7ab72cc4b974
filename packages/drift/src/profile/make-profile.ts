import { summaryOf } from '../one-shot/summary.ts';
import { countHalves, textGroups } from '../read/categories.ts';
import { eachColumn, type Side } from '../read/groups.ts';
import type { Known } from '../read/watched.ts';
import { PROFILE_CATEGORIES, type Profile, type ProfileColumn } from './profile-schema.ts';
import { kept, type Veiled } from './veil.ts';

/**
 * Counts the columns of a reference into cells of its own, in their order.
 *
 * @param veiled columns whose categories are kept as digests
 */
export async function makeProfile(
  side: Side,
  columns: readonly Known[],
  reference: { readonly digest: string; readonly name: string },
  veiled: Veiled,
): Promise<Profile> {
  const found = new Map<string, ProfileColumn>();
  const numbers = columns.filter(({ kind }) => kind === 'numeric');
  await eachColumn([side], numbers, false, ({ name, integer }, [column]) => {
    const summary = column && summaryOf(column);
    if (summary?.kind !== 'numeric') return;
    const edges = [...summary.cells.edges];
    const coarse = [...summary.coarse].map((edge) => edges.indexOf(edge));
    found.set(name, { name, kind: 'numeric', integer, edges, coarse, counts: [...summary.counts] });
  });
  const texts = columns.filter(({ kind }) => kind === 'categorical').map(({ name }) => name);
  for (const group of textGroups(texts, side.rows, [side])) {
    const halves = await countHalves(side.engine, side.table, group);
    for (const [index, name] of group.entries())
      found.set(name, categories(name, halves[index] as (typeof halves)[number], veiled));
  }
  return {
    assay: 'drift-profile/1',
    reference: { ...reference, rows: side.rows },
    columns: columns.flatMap(({ name }) => found.get(name) ?? []),
  };
}

/** The most frequent categories by name, the rest together. */
function categories(
  name: string,
  { values, nulls }: Awaited<ReturnType<typeof countHalves>>[number],
  veiled: Veiled,
): ProfileColumn {
  values.sort((a, b) => b.first + b.second - a.first - a.second || (a.value < b.value ? -1 : 1));
  const others = { first: 0, second: 0 };
  for (const { first, second } of values.slice(PROFILE_CATEGORIES)) {
    others.first += first;
    others.second += second;
  }
  const categories = values
    .slice(0, PROFILE_CATEGORIES)
    .map(({ value, ...halves }) => ({ value: kept(name, value, veiled), ...halves }));
  return { name, kind: 'categorical', integer: false, categories, others, nulls };
}
