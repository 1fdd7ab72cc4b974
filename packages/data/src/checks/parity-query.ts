import type { Reading } from '../column/reading.ts';
import { quoteText } from '../engine/index.ts';
import { picks, type RowCondition } from '../predicate/row-condition.ts';
import type { Checked } from './data-check.ts';
import { type Closeness, differs, type Pair, sideOf, written } from './parity-columns.ts';

const EXAMPLES = 5;

/** Two data sets that are joined by id. */
export interface Joined {
  readonly otherRaw: string;
  readonly keys: readonly Pair[];
  readonly pairs: readonly Pair[];
  readonly closeness: Closeness;
  /** Of our rows, those that are compared. */
  readonly scope: RowCondition | undefined;
}

/**
 * Queries of rows with an id, ours and theirs: `rows`, `repeats`; of the rows that both have: `both`, `different`, and by pair
 * `n<i>`; the first rows that differ: `row`, `text`.
 */
export function parityQueries(
  { engine, source, hides }: Checked,
  { otherRaw, keys, pairs, closeness, scope }: Joined,
): Record<'ours' | 'theirs' | 'counts' | 'examples', string> {
  const scoped = (scope?.columns ?? []).map(({ value, index }) => `${value} AS v${index}`);
  const ours = { raw: source.raw, of: ({ ours }: Pair) => ours, side: 'a', also: scoped };
  const theirs = { raw: otherRaw, of: ({ theirs }: Pair) => theirs, side: 'b', also: [] };
  const known = keys.map((_, i) => `k${i} IS NOT NULL`).join(' AND ');
  const picked = scope === undefined ? known : `${known} AND ${picks(scope)}`;
  const by = keys.map((_, i) => `k${i}`).join(', ');
  const read = ({ raw, of, side, also }: Side, compared: readonly Pair[], more: readonly string[]) => {
    const ids = keys.map((pair, i) => `${of(pair).value} AS k${i}`);
    const values = compared.map((pair, i) => sideOf(of(pair), side, i));
    return `SELECT ${[...more, ...also, ...ids, ...values].join(', ')} FROM ${raw}`;
  };
  const counted = (side: Side, where: string) =>
    `SELECT count(*) AS rows, count(*) - count(DISTINCT (${by})) AS repeats FROM (${read(side, [], [])}) WHERE ${where}`;
  const flags = pairs.map((pair, i) => `${differs(pair, i, closeness)} AS d${i}`);
  const here = `(SELECT * FROM (${read(ours, pairs, [`${engine.dialect.row} AS row`])}) WHERE ${picked})`;
  const there = `(SELECT * FROM (${read(theirs, pairs, [])}) WHERE ${known})`;
  const both = `(SELECT *, ${flags.join(', ')} FROM ${here} JOIN ${there} USING (${by}))`;
  const any = pairs.map((_, i) => `d${i}`).join(' OR ');
  const texts = pairs.map(({ column, ours, theirs }, i) => {
    const text = (of: Reading, side: string) => `coalesce(${written(of, `${side}c${i}`)}, 'null')`;
    const shown = hides(column)
      ? quoteText(column)
      : `${quoteText(`${column} `)} || ${text(ours, 'a')} || ' here, ' || ${text(theirs, 'b')} || ' there'`;
    return `CASE WHEN d${i} THEN ${shown} END`;
  });
  const ofPairs = pairs.map((_, i) => `count(*) FILTER (WHERE d${i}) AS n${i}`);
  return {
    ours: counted(ours, picked),
    theirs: counted(theirs, known),
    counts: `SELECT count(*) AS both, count(*) FILTER (WHERE ${any}) AS different, ${ofPairs.join(', ')} FROM ${both}`,
    examples: `SELECT row, ${engine.dialect.joined(texts, '; ')} AS text FROM ${both} WHERE ${any} ORDER BY row, text LIMIT ${EXAMPLES}`,
  };
}

interface Side {
  readonly raw: string;
  readonly of: (pair: Pair) => Reading;
  readonly side: string;
  readonly also: readonly string[];
}
