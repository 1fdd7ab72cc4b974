import { type Engine, quoteName, type Table, toCount } from '@assay/data';
import type { CategoricalColumn } from '../methods/column.ts';

type Relation = Pick<Table, 'relation'>;

/** How often each value of a column occurs, in the order of the values; the engine counts. */
export async function countCategories(
  engine: Engine,
  { relation }: Relation,
  name: string,
): Promise<{ values: { value: string; count: number }[]; nulls: number }> {
  const text = `CAST(${quoteName(name)} AS VARCHAR)`;
  const { columns } = await engine.columns(
    `SELECT ${text} AS value, count(*) AS count FROM ${relation} GROUP BY 1 ORDER BY 1`,
  );
  const { value, count } = columns;
  if (value?.kind !== 'text' || count?.kind !== 'bigint')
    throw new TypeError('a text and a count were asked for');
  const counted = value.values.map((each, row) => ({ value: each, count: Number(count.values[row]) }));
  return {
    values: counted.filter((each): each is { value: string; count: number } => each.value !== null),
    nulls: counted.find((each) => each.value === null)?.count ?? 0,
  };
}

/** A column of so many of each value: for whom the order of rows is of no account, it is the column. */
export async function readCategories(
  engine: Engine,
  table: Relation,
  name: string,
): Promise<CategoricalColumn> {
  const { values, nulls } = await countCategories(engine, table, name);
  const codes = new Int32Array(values.reduce((sum, { count }) => sum + count, nulls)).fill(-1);
  let start = 0;
  for (const [code, { count }] of values.entries()) {
    codes.fill(code, start, start + count);
    start += count;
  }
  return { kind: 'categorical', codes, labels: values.map(({ value }) => value) };
}

/** The same in the order of rows, which chunks need. */
export async function readCategoriesByRow(
  engine: Engine,
  { relation }: Relation,
  name: string,
): Promise<CategoricalColumn> {
  const text = `CAST(${quoteName(name)} AS VARCHAR)`;
  const { columns, rows } = await engine.columns(`SELECT ${text} AS value FROM ${relation}`);
  const { value } = columns;
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
}

/** How often each value occurs in every second row and in the others: one half to choose cells by, one to count. */
export async function countHalves(
  engine: Engine,
  { relation }: Relation,
  name: string,
): Promise<{
  values: { value: string; first: number; second: number }[];
  nulls: { first: number; second: number };
}> {
  // Scattered by a multiplicative hash of the row's number: every second row would follow rows that alternate.
  const numbered = `SELECT CAST(${quoteName(name)} AS VARCHAR) AS value, row_number() OVER () * 2654435761 // 65536 % 2 AS half FROM ${relation}`;
  const rows = await engine.query(
    `SELECT value, count(*) FILTER (half = 1) AS first, count(*) FILTER (half = 0) AS second FROM (${numbered}) GROUP BY 1 ORDER BY 1`,
  );
  const values: { value: string; first: number; second: number }[] = [];
  let nulls = { first: 0, second: 0 };
  for (const row of rows) {
    const halves = { first: toCount(row['first']), second: toCount(row['second']) };
    if (row['value'] === null) nulls = halves;
    else values.push({ value: String(row['value']), ...halves });
  }
  return { values, nulls };
}
