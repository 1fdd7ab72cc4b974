import { createHash } from 'node:crypto';
import { type DistinctSketch, MOST_HASHES, REGISTERS } from '@assay/stats';
import { type Engine, type Row, toCount } from '../engine/index.ts';
import { partsOf } from '../engine/parts.ts';
import type { Table } from '../source/source.ts';
import { typedColumn } from '../source/typed-column.ts';

/** A column's texts. */
export interface TextColumn {
  readonly nulls: number;
  readonly sketch: DistinctSketch;
  /** Least, greatest and all characters of a value together; `null` where there is no value. */
  readonly lengths: { readonly min: number; readonly max: number; readonly sum: number } | null;
  /** How often each value occurs; `null`: they are more than 10,000. */
  readonly counts: ReadonlyMap<string, number> | null;
}

/** Texts of columns that are read by one query, and such columns: of few rows there may be thousands. */
const TEXTS_TOGETHER = 50_000;
const COLUMNS_TOGETHER = 100;

/** Columns, by index, that are read together: of many rows each is alone. */
export function textsTogether(columns: readonly number[], rows: number): number[][] {
  const size = Math.min(COLUMNS_TOGETHER, Math.floor(TEXTS_TOGETHER / Math.max(1, rows)));
  return partsOf(columns, Math.max(1, size));
}

/**
 * Reads columns by their different values, and where those are many, by digests of them that the engine makes.
 *
 * @param few columns whose different values look few by the first rows
 */
export async function readTexts(
  engine: Engine,
  table: Table,
  columns: readonly number[],
  few: ReadonlySet<number>,
): Promise<TextColumn[]> {
  const counted = columns.filter((index) => few.has(index));
  const rows =
    counted.length === 0
      ? []
      : await engine.query(`SELECT c, v, n, length(v) AS l FROM ${valuesOf(table, counted)}`);
  const byColumn = Map.groupBy(rows, ({ c }) => toCount(c));
  const found: TextColumn[] = [];
  for (const index of columns) {
    const known = few.has(index) ? ofValues(byColumn.get(index) ?? []) : undefined;
    found.push(known ?? (await readMany(engine, table, index)));
  }
  return found;
}

/** SQL of the different values of columns: the index of a column as `c`, the text of a value as `v`, its rows as `n`. */
function valuesOf(table: Table, indexes: readonly number[]): string {
  const text = (value: string, index: number) => table.dialect.text(value, table.columns[index]?.type ?? '');
  const [only = 0] = indexes;
  if (indexes.length === 1) {
    // Values first, their texts afterwards: a text for every row takes much longer.
    const values = `SELECT ${typedColumn(table, only)} AS x, count(*) AS n FROM ${table.only(indexes)} GROUP BY 1 LIMIT ${MOST_HASHES + 2}`;
    return `(SELECT ${only} AS c, ${text('x', only)} AS v, n FROM (${values}))`;
  }
  const texts = indexes.map((index) => text(typedColumn(table, index), index));
  const all = table.dialect.stacked(indexes, texts, table.only(indexes));
  return `(SELECT c, v, count(*) AS n FROM ${all} GROUP BY c, v)`;
}

function ofValues(rows: readonly Row[]): TextColumn | undefined {
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

async function readMany(engine: Engine, table: Table, index: number): Promise<TextColumn> {
  const { dialect } = table;
  const text = dialect.text(typedColumn(table, index), table.columns[index]?.type ?? '');
  const values = `(SELECT ${text} AS v FROM ${table.only([index])})`;
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
