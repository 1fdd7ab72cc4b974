import type { Finding } from '@assay/contract';
import { type Engine, toCount } from '../engine/index.ts';
import { partsOf } from '../engine/parts.ts';
import { picks, type RowCondition } from '../predicate/row-condition.ts';
import { toExample } from './broken-rows.ts';

/** Expressions over the raw columns that together tell rows apart. */
export interface Key {
  readonly parts: readonly string[];
  /** Whether a row with a null in it is left out, as SQL's UNIQUE does; else nulls are alike. */
  readonly skipNulls: boolean;
  /** Only rows that this condition picks. */
  readonly scope?: RowCondition;
  /** Whether it is one number or date, which costs no more to compare than a hash of it. */
  readonly isSmall?: boolean;
  /** Of a small key of whole numbers that lie close together: the least and the greatest. */
  readonly within?: readonly [bigint, bigint];
}

/** Keys of one scan: what is counted of a key takes a MB at least. */
const KEYS_AT_ONCE = 20;

/**
 * Rows that repeat an earlier row's key, for several keys in one scan.
 *
 * Hashes of 64 bits come first: where they all differ, so do the rows. Only where some are alike the keys themselves are
 * compared, so the counts are exact. A small key stands for itself. An engine without such hashes compares all keys.
 */
export async function countRepeats(engine: Engine, raw: string, keys: readonly Key[]): Promise<number[]> {
  if (keys.length === 0) return [];
  if (!engine.dialect.hashes) return Promise.all(keys.map((key) => countEach(engine, raw, key)));
  const repeats: number[] = [];
  for (const some of partsOf(keys, KEYS_AT_ONCE)) {
    const counts = some.map((key, i) => `count(${hash(key)}) AS n${i}, ${different(key)} AS d${i}`);
    const [row = {}] = await engine.query(`SELECT ${counts.join(', ')} FROM ${withValues(raw, some)}`);
    for (const [i, key] of some.entries()) {
      const alike = toCount(row[`n${i}`]) - toCount(row[`d${i}`]);
      repeats.push(alike === 0 || key.isSmall ? alike : await countExactly(engine, raw, key));
    }
  }
  return repeats;
}

/** Of many repeats, the first five are among these first rows. */
const FIRST_ROWS = 50_000;
const MANY_REPEATS = 1000;

/**
 * The first rows that repeat an earlier one, by number, with a text for each where one is asked for.
 *
 * @param repeats how many there are
 */
export async function repeatedRows(
  engine: Engine,
  raw: string,
  key: Key,
  text: string | null,
  repeats: number,
): Promise<Finding['examples']> {
  if (repeats < MANY_REPEATS) return repeatedAmong(engine, raw, key, text);
  // What repeats a row repeats an earlier one: the first repeats are those of the first rows.
  const early = await repeatedAmong(engine, `(SELECT * FROM ${raw} LIMIT ${FIRST_ROWS})`, key, text);
  return early.length === EXAMPLES ? early : repeatedAmong(engine, raw, key, text);
}

const EXAMPLES = 5;

async function repeatedAmong(
  engine: Engine,
  raw: string,
  key: Key,
  text: string | null,
): Promise<Finding['examples']> {
  const { hashes } = engine.dialect;
  const numbered = `(SELECT ${engine.dialect.row} AS row, ${text ?? 'NULL'} AS text, ${columns(key)}${hashes ? `, ${hash(key)} AS h` : ''} FROM ${withValues(raw, [key])}${hashes ? '' : whereCounted(key)})`;
  const rows = await engine.query(
    `SELECT row, text FROM (SELECT row, text, row_number() OVER (PARTITION BY ${names(key)} ORDER BY row) AS nth FROM ${numbered}${hashes ? ` WHERE h IN (${alike(raw, key)})` : ''}) WHERE nth > 1 ORDER BY row, text LIMIT ${EXAMPLES}`,
  );
  return rows.map((row) => toExample(row['row'], row['text']));
}

async function countExactly(engine: Engine, raw: string, key: Key): Promise<number> {
  const [row = {}] = await engine.query(
    `SELECT coalesce(sum(n - 1), 0) AS repeats FROM (SELECT count(*) AS n FROM (SELECT ${columns(key)}, ${hash(key)} AS h FROM ${withValues(raw, [key])}) WHERE h IN (${alike(raw, key)}) GROUP BY ${names(key)})`,
  );
  return toCount(row['repeats']);
}

/** The same without hashes. */
async function countEach(engine: Engine, raw: string, key: Key): Promise<number> {
  const [row = {}] = await engine.query(
    `SELECT coalesce(sum(n - 1), 0) AS repeats FROM (SELECT count(*) AS n FROM (SELECT ${columns(key)} FROM ${withValues(raw, [key])}${whereCounted(key)}) GROUP BY ${names(key)})`,
  );
  return toCount(row['repeats']);
}

/** Hashes that more than one row has. */
function alike(raw: string, key: Key): string {
  return `SELECT h FROM (SELECT ${hash(key)} AS h FROM ${withValues(raw, [key])}) WHERE h IS NOT NULL GROUP BY h HAVING count(*) > 1`;
}

/** How many different ones there are: whole numbers that lie close together are marked on a list of bits. */
function different(key: Key): string {
  if (key.within === undefined) return `count(DISTINCT ${hash(key)})`;
  const [least, greatest] = key.within;
  return `bit_count(bitstring_agg(CAST(${hash(key)} AS BIGINT), ${least}, ${greatest}))`;
}

/** What stands for a key: the same for the same keys. */
function hash({ parts, skipNulls, scope, isSmall }: Key): string {
  const all = isSmall ? parts.join() : `hash(${parts.join(', ')})`;
  const only = counted({
    parts,
    skipNulls: skipNulls && !isSmall,
    ...(scope === undefined ? {} : { scope }),
  });
  return only.length === 0 ? all : `CASE WHEN ${only.join(' AND ')} THEN ${all} END`;
}

/** Conditions of the rows that a key is about. */
function counted({ parts, skipNulls, scope }: Key): string[] {
  return [
    ...(skipNulls ? parts.map((part) => `${part} IS NOT NULL`) : []),
    ...(scope === undefined ? [] : [picks(scope)]),
  ];
}

function whereCounted(key: Key): string {
  const only = counted(key);
  return only.length === 0 ? '' : ` WHERE ${only.join(' AND ')}`;
}

/** The raw columns, and the values that conditions read. */
function withValues(raw: string, keys: readonly Key[]): string {
  const columns = new Set(keys.flatMap(({ scope }) => scope?.columns ?? []));
  if (columns.size === 0) return raw;
  const values = [...columns].map(({ value, index }) => `${value} AS v${index}`);
  return `(SELECT *, ${values.join(', ')} FROM ${raw})`;
}

function columns({ parts }: Key): string {
  return parts.map((part, i) => `${part} AS k${i}`).join(', ');
}

function names({ parts }: Key): string {
  return parts.map((_, i) => `k${i}`).join(', ');
}
