import { countRepeats } from '../checks/repeated-rows.ts';
import type { Reading } from '../column/reading.ts';
import type { Engine } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import { MISS } from './next-sample.ts';
import type { Tally } from './tally.ts';

/** Two columns that together tell each row, though neither does alone. */
export interface PairKey {
  readonly columns: readonly [Reading, Reading];
  /** Pairs of rows that would be alike in both, were the two columns independent of each other. */
  readonly byChance: number;
}

interface Counted {
  readonly reading: Reading;
  readonly present: number;
  readonly tally: Tally;
}

/** Columns that are tried with each other: those whose values tell most rows apart. */
const MOST_COLUMNS = 12;
/** A person reads some keys, and not all that follow from each other. */
const MOST_KEYS = 3;
/** Most pairs are no key, and show it among these rows. */
const FIRST_ROWS = 10_000;

/**
 * Pairs of columns that are a key, and not by chance: were they independent of each other, some rows would be alike in both.
 * Of n rows with a probability p that two are alike in a column, n (n - 1) / 2 · p · q pairs are; none comes about with
 * e to the power of minus that, which is to be less than {@link MISS} over all that were tried. Keys of three columns and
 * more are not looked for, nor numbers with a fraction taken.
 *
 * @param copies rows that are copies of another: where there are some, there is no key to look for
 */
export async function pairKeysOf(
  engine: Engine,
  source: Table,
  { rows, copies, columns }: { rows: number; copies: number; columns: readonly Counted[] },
): Promise<readonly PairKey[]> {
  if (copies > 0) return [];
  const able = columns
    .filter(({ reading, present }) => {
      const isWhole = reading.type !== 'number' && reading.type !== 'other' && reading.type !== 'boolean';
      return isWhole && present === rows;
    })
    .sort((a, b) => a.tally.alike - b.tally.alike)
    .slice(0, MOST_COLUMNS);
  const pairs = able.flatMap((a, i) =>
    able
      .slice(i + 1)
      .map((b) => ({ pair: [a, b] as const, byChance: pairsOfRows(rows) * a.tally.alike * b.tally.alike })),
  );
  const telling = pairs
    .filter(({ byChance }) => byChance > Math.log(pairs.length / MISS))
    .sort((a, b) => b.byChance - a.byChance);
  const keyOf = ([a, b]: (typeof telling)[number]['pair']) => ({
    parts: [a.reading.value, b.reading.value],
    skipNulls: true,
  });
  const tried = new Set(telling.flatMap(({ pair }) => pair.map(({ reading }) => reading.index)));
  const first = `(SELECT * FROM ${source.only([...tried])} LIMIT ${FIRST_ROWS})`;
  const repeats = await countRepeats(
    engine,
    first,
    telling.map(({ pair }) => keyOf(pair)),
  );
  const found: PairKey[] = [];
  for (const [i, { pair, byChance }] of telling.entries()) {
    if (repeats[i] !== 0 || found.length === MOST_KEYS) continue;
    const [some] = rows <= FIRST_ROWS ? [0] : await countRepeats(engine, source.raw, [keyOf(pair)]);
    const [a, b] = [pair[0].reading, pair[1].reading];
    if (some === 0) found.push({ columns: a.index < b.index ? [a, b] : [b, a], byChance });
  }
  return found;
}

function pairsOfRows(rows: number): number {
  return (rows * (rows - 1)) / 2;
}
