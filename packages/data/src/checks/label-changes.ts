import type { DataContract, LabelChanges, Located } from '@assay/contract';
import { readingOf } from '../column/reading.ts';
import { isSensitive } from '../column/sensitive.ts';
import { type Engine, quoteText, type Row, toCount } from '../engine/index.ts';
import type { Source, Table } from '../source/source.ts';
import { inTextOrder, ruleOf } from './judge.ts';
import { asText, keyOfRows } from './labels-text.ts';
import { pairColumns } from './parity-columns.ts';
import { rowsOf, shorten } from './words.ts';

const EXAMPLES = 5;
const MOST_MOVES = 20;

/**
 * Labels of rows that the data had before, and now have otherwise, found by key: `labels.id`, else the first key of the contract.
 * New rows without a key are left out. Where rows cannot be told apart or found again, or a column is not there, `reason` says so.
 *
 * @param before the same data as they were
 * @param base the commit that `before` is of
 */
export async function labelChanges(
  engine: Engine,
  source: Source,
  before: Table,
  located: Located<DataContract>,
  base: string,
): Promise<LabelChanges> {
  const { value: contract } = located;
  const column = contract.labels?.column ?? '';
  const rule = (name: string) => ruleOf(contract, name);
  const hides = (name: string) => isSensitive(name, rule(name));
  const key = keyOfRows({ contract, columnsInOrder: inTextOrder(located) });
  if (key === undefined)
    return notCompared(base, 'nothing says by which column a row is found again: name it with `id`');
  for (const [table, where] of [
    [source, 'here'],
    [before, 'there'],
  ] as const) {
    const names = new Set(table.columns.map(({ name }) => name));
    const lacking = [column, ...key].find((name) => !names.has(name));
    if (lacking !== undefined) return notCompared(base, `no column ${JSON.stringify(lacking)} ${where}`);
  }
  const readings = new Map(
    source.columns.map(({ name }, i) => [name, readingOf(source, i, rule(name)?.type)]),
  );
  const keys = pairColumns({ readings, rule }, before, key);
  const [label] = pairColumns({ readings, rule }, before, [column]);
  if (label === undefined) return notCompared(base, `no column ${JSON.stringify(column)}`);
  const by = keys.map((_, i) => `k${i}`).join(', ');
  const known = keys.map((_, i) => `k${i} IS NOT NULL`).join(' AND ');
  const rowsThere = `(SELECT ${keys.map(({ theirs }, i) => `${theirs.value} AS k${i}`).join(', ')}, ${asText(label.theirs)} AS was FROM ${before.raw})`;
  const here = `(SELECT * FROM (SELECT row_number() OVER () AS row, ${keys.map(({ ours }, i) => `${ours.value} AS k${i}`).join(', ')}, ${asText(label.ours)} AS now FROM ${source.raw}) WHERE ${known})`;
  const there = `(SELECT * FROM ${rowsThere} WHERE ${known})`;
  const [keyless = {}] = await engine.query(`SELECT count(*) AS n FROM ${rowsThere} WHERE NOT (${known})`);
  const unnamed = toCount(keyless['n']);
  if (unnamed > 0)
    return notCompared(
      base,
      `${rowsOf(unnamed)} there ${unnamed === 1 ? 'has' : 'have'} no key to be found again by`,
    );
  const sizes: number[] = [];
  for (const [rows, where] of [
    [here, 'here'],
    [there, 'there'],
  ] as const) {
    const [row = {}] = await engine.query(
      `SELECT count(*) AS n, count(*) - count(DISTINCT (${by})) AS repeats FROM ${rows}`,
    );
    const repeats = toCount(row['repeats']);
    if (repeats > 0)
      return notCompared(
        base,
        `${rowsOf(repeats)} ${where} ${repeats === 1 ? 'repeats' : 'repeat'} a key, so that rows cannot be told apart`,
      );
    sizes.push(toCount(row['n']));
  }
  const both = `(SELECT * FROM ${here} JOIN ${there} USING (${by}))`;
  const changed = `${both} WHERE was IS DISTINCT FROM now`;
  const [counts = {}] = await engine.query(
    `SELECT count(*) AS rows, count(*) FILTER (was IS DISTINCT FROM now) AS changed FROM ${both}`,
  );
  const rows = toCount(counts['rows']);
  const [ours = 0, theirs = 0] = sizes;
  if (rows === 0 && ours > 0 && theirs > 0)
    return notCompared(base, 'no row here has a key that one there had');
  const shown = !hides(column);
  const moves = shown
    ? await engine.query(
        `SELECT was, now, count(*) AS n FROM ${changed} GROUP BY was, now ORDER BY n DESC, was, now LIMIT ${MOST_MOVES}`,
      )
    : [];
  const id = key.some(hides)
    ? 'NULL'
    : key
        .map((name, i) => `${key.length === 1 ? '' : `${quoteText(`${name}=`)} || `}CAST(k${i} AS VARCHAR)`)
        .join(` || ', ' || `);
  const examples = await engine.query(
    `SELECT row, ${id} AS id, was, now FROM ${changed} ORDER BY row LIMIT ${EXAMPLES}`,
  );
  return {
    ...{ base, rows, changed: toCount(counts['changed']), added: ours - rows, removed: theirs - rows },
    moves: moves.map((row) => ({ from: textOf(row, 'was'), to: textOf(row, 'now'), n: toCount(row['n']) })),
    examples: examples.map((row) => ({
      ...{ row: toCount(row['row']), id: textOf(row, 'id') },
      ...{ from: shown ? textOf(row, 'was') : null, to: shown ? textOf(row, 'now') : null },
    })),
    reason: null,
  };
}

/** Labels that could not be compared, and why. */
export function notCompared(base: string, reason: string): LabelChanges {
  return { base, rows: null, changed: null, added: null, removed: null, moves: [], examples: [], reason };
}

function textOf(row: Row, name: string): string | null {
  const value = row[name];
  return typeof value === 'string' ? shorten(value) : null;
}
