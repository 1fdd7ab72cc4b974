import { createHash } from 'node:crypto';
import { type DistinctSketch, MOST_HASHES, REGISTERS } from '@assay/stats';
import { type Engine, quoteName, toCount } from '../engine/index.ts';
import type { SourceColumn, Table } from '../source/source.ts';

/** A column's texts. */
export interface TextColumn {
  readonly nulls: number;
  readonly sketch: DistinctSketch;
  /** Least, greatest and all characters of a value together; `null` where there is no value. */
  readonly lengths: { readonly min: number; readonly max: number; readonly sum: number } | null;
  /** How often each value occurs; `null`: they are more than 10,000. */
  readonly counts: ReadonlyMap<string, number> | null;
}

/**
 * Reads a column by its different values, and where those are many, by digests of them that the engine makes.
 *
 * @param few whether the first rows look as if the different values were few
 */
export async function readText(
  engine: Engine,
  { relation, dialect }: Table,
  { name, type }: SourceColumn,
  few: boolean,
): Promise<TextColumn> {
  const column = quoteName(name);
  if (few) {
    // Values first, their texts afterwards: a text for every row takes much longer.
    const values = `(SELECT ${column} AS c, count(*) AS n FROM ${relation} GROUP BY 1 LIMIT ${MOST_HASHES + 2})`;
    const found = await readFew(engine, `(SELECT ${dialect.text('c', type)} AS v, n FROM ${values})`);
    if (found !== undefined) return found;
  }
  return readMany(engine, `(SELECT ${dialect.text(column, type)} AS v FROM ${relation})`);
}

async function readFew(engine: Engine, counted: string): Promise<TextColumn | undefined> {
  const rows = await engine.query(`SELECT v, n, length(v) AS l FROM ${counted}`);
  const counts = new Map<string, number>();
  let [nulls, min, max, sum] = [0, Number.POSITIVE_INFINITY, 0, 0];
  for (const { v, n, l } of rows) {
    const count = toCount(n);
    if (typeof v !== 'string') {
      nulls += count;
      continue;
    }
    const length = toCount(l);
    counts.set(v, (counts.get(v) ?? 0) + count);
    min = Math.min(min, length);
    max = Math.max(max, length);
    sum += length * count;
  }
  if (rows.length > MOST_HASHES + 1 || counts.size > MOST_HASHES) return undefined;
  const hashes = [...counts.keys()].map(hashOf).sort((a, b) => a - b);
  const lengths = counts.size === 0 ? null : { min, max, sum };
  return { nulls, lengths, counts, sketch: { kind: 'hashes', hashes } };
}

const LOW = 2 ** 32;

/** The same 48 bits as the dialect's `textHash` has. */
function hashOf(value: string): number {
  const digest = createHash('md5').update(value).digest();
  return digest.readUInt16LE(12) * LOW + digest.readUInt32LE(8);
}

async function readMany(engine: Engine, values: string): Promise<TextColumn> {
  const { dialect } = engine;
  const [row = {}] = await engine.query(
    `SELECT count(*) - count(v) AS nulls, min(length(v)) AS low, max(length(v)) AS high, CAST(sum(length(v)) AS BIGINT) AS sum FROM ${values}`,
  );
  const least = await engine.query(
    `SELECT place, min(low) AS low FROM (SELECT ${dialect.quotient('h', LOW)} % ${REGISTERS} AS place, h % ${LOW} AS low FROM (SELECT ${dialect.textHash('v')} AS h FROM ${values} WHERE v IS NOT NULL)) GROUP BY place`,
  );
  const registers = new Uint8Array(REGISTERS);
  // The hash of the highest rank is the least.
  for (const { place, low } of least) registers[toCount(place)] = Math.clz32(toCount(low)) + 1;
  return {
    nulls: toCount(row['nulls']),
    lengths: { min: toCount(row['low']), max: toCount(row['high']), sum: toCount(row['sum']) },
    counts: null,
    sketch: { kind: 'registers', registers },
  };
}
