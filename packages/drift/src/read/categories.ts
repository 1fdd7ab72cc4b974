import { type Engine, quoteName, type Table, toCount } from '@assay/data';
import type { CategoricalColumn } from '../methods/column.ts';

type Relation = Pick<Table, 'relation' | 'columns'>;

/** Texts that are stacked in one query, about. */
const GROUP_TEXTS = 100_000;

/**
 * Names of columns that are read by one query. Each query costs time that grows with all the columns of a table, so that one
 * for each is slow where there are thousands; with many rows one for each is the fastest, and so it is of a server.
 *
 * @param sides what is to be asked
 */
export function textGroups<T>(
  columns: readonly T[],
  rows: number,
  sides: readonly { readonly engine: Engine }[],
): T[][] {
  const isServer = sides.some(({ engine }) => engine.dialect.name !== 'duckdb');
  const size = isServer ? 1 : Math.max(1, Math.floor(GROUP_TEXTS / Math.max(1, rows)));
  const groups: T[][] = [];
  for (let start = 0; start < columns.length; start += size) groups.push(columns.slice(start, start + size));
  return groups;
}

/** SQL of columns as texts. */
function textsOf({ dialect }: Engine, { columns }: Relation, names: readonly string[]): string[] {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  return names.map((name) => dialect.text(quoteName(name), types.get(name) ?? 'VARCHAR'));
}

/** Columns beside each other, as v0, v1, … */
function beside(texts: readonly string[]): string {
  return texts.map((text, index) => `${text} AS v${index}`).join(', ');
}

/** Columns one below the other: the place of its name as c, and a text. */
function stacked(texts: readonly string[], from: string, more = ''): string {
  if (texts.length === 1) return `SELECT 0 AS c, ${texts[0]} AS value${more} FROM ${from}`;
  return `SELECT unnest(range(${texts.length})) AS c, unnest([${texts.join(', ')}]) AS value${more} FROM ${from}`;
}

/** How often each value of columns occurs, in the order of the values; the engine counts. */
export async function countCategories(
  engine: Engine,
  table: Relation,
  names: readonly string[],
): Promise<{ values: { value: string; count: number }[]; nulls: number }[]> {
  const texts = stacked(textsOf(engine, table, names), table.relation);
  const { columns, rows } = await engine.columns(
    `SELECT CAST(c AS BIGINT) AS c, value, count(*) AS count FROM (${texts}) GROUP BY c, value ORDER BY c, value`,
  );
  const { c, value, count } = columns;
  if (c?.kind !== 'bigint' || value?.kind !== 'text' || count?.kind !== 'bigint')
    throw new TypeError('a place, a text and a count were asked for');
  const found = names.map(() => ({ values: [] as { value: string; count: number }[], nulls: 0 }));
  for (let row = 0; row < rows; row++) {
    const column = found[Number(c.values[row])];
    const text = value.values[row] ?? null;
    if (column === undefined) throw new RangeError('a place of no column');
    if (text === null) column.nulls = Number(count.values[row]);
    else column.values.push({ value: text, count: Number(count.values[row]) });
  }
  return found;
}

/** Columns of so many of each value: for whom the order of rows is of no account, they are the columns. */
export async function readCategories(
  engine: Engine,
  table: Relation,
  names: readonly string[],
): Promise<CategoricalColumn[]> {
  const counted = await countCategories(engine, table, names);
  return counted.map(({ values, nulls }) => {
    const codes = new Int32Array(values.reduce((sum, { count }) => sum + count, nulls)).fill(-1);
    let start = 0;
    for (const [code, { count }] of values.entries()) {
      codes.fill(code, start, start + count);
      start += count;
    }
    return { kind: 'categorical', codes, labels: values.map(({ value }) => value) };
  });
}

/** The same in the order of rows, which chunks need. */
export async function readCategoriesByRow(
  engine: Engine,
  table: Relation,
  names: readonly string[],
): Promise<CategoricalColumn[]> {
  const texts = beside(textsOf(engine, table, names));
  const { columns, rows } = await engine.columns(`SELECT ${texts} FROM ${table.relation}`);
  return names.map((_, index) => {
    const value = columns[`v${index}`];
    if (value?.kind !== 'text') throw new TypeError('a text was asked for');
    const known = new Map<string, number>();
    const codes = new Int32Array(rows).fill(-1);
    for (const [row, label] of value.values.entries()) {
      if (label === null) continue;
      const code = known.get(label) ?? known.size;
      if (code === known.size) known.set(label, code);
      codes[row] = code;
    }
    return { kind: 'categorical', codes, labels: [...known.keys()] };
  });
}

/** How often each value occurs in every second row and in the others: one half to choose cells by, one to count. */
export async function countHalves(
  engine: Engine,
  table: Relation,
  names: readonly string[],
): Promise<
  {
    values: { value: string; first: number; second: number }[];
    nulls: { first: number; second: number };
  }[]
> {
  // Scattered by a multiplicative hash of the row's number: every second row would follow rows that alternate.
  const half = `${engine.dialect.quotient('(row_number() OVER () * 2654435761)', 65536)} % 2 AS half`;
  const numbered = `(SELECT ${beside(textsOf(engine, table, names))}, ${half} FROM ${table.relation})`;
  const texts = names.map((_, index) => `v${index}`);
  const rows = await engine.query(
    `SELECT c, value, count(*) FILTER (WHERE half = 1) AS first, count(*) FILTER (WHERE half = 0) AS second FROM (${stacked(texts, numbered, ', half')}) GROUP BY c, value ORDER BY c, value`,
  );
  const found = names.map(() => ({
    values: [] as { value: string; first: number; second: number }[],
    nulls: { first: 0, second: 0 },
  }));
  for (const row of rows) {
    const column = found[toCount(row['c'])];
    const halves = { first: toCount(row['first']), second: toCount(row['second']) };
    if (column === undefined) throw new RangeError('a place of no column');
    if (row['value'] === null) column.nulls = halves;
    else column.values.push({ value: String(row['value']), ...halves });
  }
  return found;
}
