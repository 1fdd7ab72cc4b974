import { type GroupRepresentation, type ReferenceGroups, representation as represented } from '@assay/stats';
import { type Reading, valueType } from '../column/reading.ts';
import { type Engine, toCount } from '../engine/index.ts';
import type { Checked, DataCheck } from './data-check.ts';
import { type Found, notMade, saidOf } from './found.ts';
import { otherColumns } from './other-columns.ts';
import { percent, shorten } from './words.ts';

type Representation = Checked['contract']['representation'][number];

/** More are no groups of people or things, but names of each. */
const MOST_GROUPS = 1_000;
const NAMED = 5;

/** Groups are as large as they should be: `representation` of @assay/stats names those that are not. */
export const representation: DataCheck = async (checked) => {
  const findings: Found[] = [];
  for (const [i, asked] of checked.contract.representation.entries()) {
    const found = await hold(checked, asked, ['representation', i]);
    if (found !== null) findings.push(found);
  }
  return { checks: checked.contract.representation.length, findings };
};

async function hold(checked: Checked, asked: Representation, place: Found['place']): Promise<Found | null> {
  const { rows, readings, hides } = checked;
  const columns = [asked.column].flat();
  const base = {
    column: columns.length === 1 ? (columns[0] ?? null) : null,
    check: 'representation',
    ...saidOf(asked),
    expected: `groups as large as ${asked.against === undefined ? 'stated' : `in ${asked.against}`}, give or take ${percent(asked.tolerance)} of each`,
    fix: 'collect more rows of the groups that are too small; or correct the shares, if this is how it is',
    place,
  };
  const never = (observed: string) => notMade(base, observed, rows);
  const lacking = columns.find((name) => !readings.has(name));
  if (lacking !== undefined) return never(`no column ${JSON.stringify(lacking)}`);
  const own = columns.map((name) => readings.get(name) as Reading);
  const counts = await groupCounts(checked.engine, checked.source.raw, own);
  const reference = await referenceOf(checked, asked, columns, place);
  if (typeof reference === 'string') return never(reference);
  const groups = Math.max(counts.size, 'counts' in reference ? reference.counts.size : 0);
  if (groups > MOST_GROUPS) return never(`over ${MOST_GROUPS} groups: too many to be compared`);
  const found = represented(counts, reference, { tolerance: asked.tolerance });
  const off = found.filter(({ outcome }) => outcome === 'under' || outcome === 'over');
  if (off.length === 0) return null;
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const inThem = off.reduce((sum, { count }) => sum + count, 0);
  const shown = !columns.some(hides);
  return {
    ...base,
    observed: inWords(off, shown),
    rows: inThem,
    of: all,
    fraction: all === 0 ? 1 : inThem / all,
    examples: [],
  };
}

/** Rows of each group; those with a null in it are in none. */
async function groupCounts(
  engine: Engine,
  raw: string,
  columns: readonly Reading[],
): Promise<Map<string, number>> {
  const values = columns.map(({ value, index }) => `${value} AS v${index}`);
  const known = columns.map(({ index }) => `v${index} IS NOT NULL`).join(' AND ');
  const group = columns
    .map((column) => engine.dialect.text(`v${column.index}`, valueType(column)))
    .join(` || ' / ' || `);
  const found = await engine.query(
    `SELECT ${group} AS named, count(*) AS n FROM (SELECT ${values.join(', ')} FROM ${raw}) WHERE ${known} GROUP BY 1 ORDER BY 1 LIMIT ${MOST_GROUPS + 1}`,
  );
  return new Map(found.map((row) => [String(row['named']), toCount(row['n'])]));
}

async function referenceOf(
  checked: Checked,
  { shares, against }: Representation,
  columns: readonly string[],
  place: Found['place'],
): Promise<ReferenceGroups | string> {
  if (against === undefined) return { shares: new Map(Object.entries(shares ?? {})) };
  const { table: other, engine } = await checked.openAnywhere(against, [...place, 'against']);
  const theirs = otherColumns(checked, other, against, columns, columns);
  if (typeof theirs === 'string') return theirs;
  return { counts: await groupCounts(engine, other.raw, theirs) };
}

/** `"Cash" 41.2 % (40.1 % to 42.3 %), expected 55 %: too few` */
function inWords(groups: readonly GroupRepresentation[], shown: boolean): string {
  const sorted = [...groups].sort((a, b) => (a.p ?? 1) - (b.p ?? 1) || b.count - a.count);
  const told = sorted.slice(0, NAMED).map(({ group, share, low, high, reference, outcome }) => {
    const interval = low === null || high === null ? '' : ` (${percent(low)} to ${percent(high)})`;
    const name = shown ? `${JSON.stringify(shorten(group))} ` : '';
    return `${name}${percent(share ?? 0)}${interval}, expected ${percent(reference ?? 0)}: ${outcome === 'under' ? 'too few' : 'too many'}`;
  });
  const more = sorted.length - told.length;
  return told.join('; ') + (more > 0 ? `; and ${more} more groups` : '');
}
