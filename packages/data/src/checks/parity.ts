import { toCount } from '../engine/index.ts';
import { AbsentColumn } from '../predicate/row-condition.ts';
import { toExample } from './broken-rows.ts';
import type { Checked, DataCheck } from './data-check.ts';
import { type Found, notMade, saidOf } from './found.ts';
import { otherColumns } from './other-columns.ts';
import { pairColumns } from './parity-columns.ts';
import { parityQueries } from './parity-query.ts';
import { closenessOf, shareDifferent, unmatched, worstColumns } from './parity-words.ts';
import { rowsOf, upTo } from './words.ts';

type Parity = Checked['contract']['parity'][number];

/**
 * Features that were computed twice are the same, row by row, joined by id. A row that the other data lack is not held
 * against anything: what serves has seen a part of the rows only. `references` asks for all of them.
 */
export const parity: DataCheck = async (checked) => {
  const findings: Found[] = [];
  for (const [i, asked] of checked.contract.parity.entries()) {
    const found = await hold(checked, asked, i);
    if (found !== null) findings.push(found);
  }
  return { checks: checked.contract.parity.length, findings };
};

async function hold(checked: Checked, asked: Parity, place: number): Promise<Found | null> {
  const { rows, readings } = checked;
  const ids = [asked.id].flat();
  const tolerance = asked['at-most'] ?? 0;
  const base = {
    column: null,
    check: 'parity',
    ...saidOf(asked),
    expected: `the same features as in ${asked.with}${closenessOf(asked)}${upTo(tolerance, 'different')}`,
    fix: 'compute the features by one and the same code in both places; look at the worst column first',
    place: ['parity', place],
  };
  const never = (why: string | AbsentColumn) => notMade(base, why, rows);
  const scope =
    asked.where === undefined ? undefined : await checked.condition(asked.where, [...base.place, 'where']);
  if (scope instanceof AbsentColumn) return never(scope);
  const wanted = [...ids, ...(asked.columns ?? [])];
  const lacking = wanted.find((name) => !readings.has(name));
  if (lacking !== undefined) return never(`no column ${JSON.stringify(lacking)}`);
  const other = await checked.open(asked.with, [...base.place, 'with']);
  const there = otherColumns(checked, other, asked.with, wanted, wanted);
  if (typeof there === 'string') return never(there);
  const keys = pairColumns(checked, other, ids);
  const names = asked.columns ?? [...readings.keys()].filter((name) => !ids.includes(name));
  const pairs = pairColumns(checked, other, names);
  if (pairs.length === 0) return never(`${asked.with} has no column of the same name but the id`);

  const closeness = { relative: asked.relative, absolute: asked.absolute };
  const queries = parityQueries(checked, { otherRaw: other.raw, keys, pairs, closeness, scope });
  const [here = {}] = await checked.engine.query(queries.ours);
  const [elsewhere = {}] = await checked.engine.query(queries.theirs);
  for (const [side, { repeats = 0 }] of [
    ['here', here],
    ['there', elsewhere],
  ] as const)
    if (toCount(repeats) > 0)
      return never(`${rowsOf(toCount(repeats))} ${side} repeat an id, so that rows cannot be told apart`);
  const [row = {}] = await checked.engine.query(queries.counts);
  const [ours, theirs, both] = [toCount(here['rows']), toCount(elsewhere['rows']), toCount(row['both'])];
  if (both === 0) return ours === 0 ? null : never(`none of ${rowsOf(ours)} has a counterpart there`);
  const different = toCount(row['different']);
  if (different === 0 || different <= tolerance * both) return null;
  return {
    ...base,
    observed: `${shareDifferent(different, both)}: ${worstColumns(pairs.map(({ column }, i) => ({ column, n: toCount(row[`n${i}`]) })))}${unmatched(ours - both, theirs - both)}`,
    rows: different,
    of: both,
    fraction: different / both,
    examples: (await checked.engine.query(queries.examples)).map(({ row, text }) => toExample(row, text)),
  };
}
