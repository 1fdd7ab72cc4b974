import { type DataContract, digestValue } from '@assay/contract';
import { type Engine, quoteName, quoteText, toCount } from '../engine/index.ts';
import type { Arriving } from '../source/arriving.ts';
import { checkNames } from '../source/column-names.ts';
import type { Digesting } from '../source/digest-beside.ts';
import type { Table } from '../source/source.ts';
import { ROW_KEY, trinoDialect } from './dialect.ts';
import { type Column, pickedRows } from './picked-rows.ts';
import { type TableName, tableName } from './table-name.ts';
import { engineTypeOf, rawColumn, textOf } from './types.ts';

interface Described {
  readonly name: string;
  /** Of Trino's. */
  readonly type: string;
}

/** Which rows of a table are read, and what they are called. */
export interface TableRows {
  /** Only the rows that this condition picks, over the columns of the table. */
  readonly where?: string | undefined;
  /** Columns that name a row in findings. */
  readonly key?: readonly string[];
}

/**
 * Opens a table of a Trino server. Its columns are read under the names c0, c1, … from a subquery: nothing is made there.
 *
 * @throws UserError `trino-table`, `trino-table-missing`, `trino-where`, and as {@link openTrino}
 */
export async function openTrinoTable(
  engine: Engine,
  data: string,
  { where, key = [] }: TableRows = {},
): Promise<Table> {
  const name = tableName(data);
  const columns = (await describe(engine, name)).map(({ name, type }) => ({
    name,
    type: engineTypeOf(type),
    sql: rawColumn(quoteName(name), type),
  }));
  const picked = where === undefined ? '' : ` WHERE ${await pickedRows(engine, name, where, columns)}`;
  return tableOf(`${name.sql}${picked}`, columns, key);
}

/** The same, with a digest of all its rows that is taken once, when it is first asked for: see {@link digestOf}. */
export async function openTrinoData(engine: Engine, data: string, rows: TableRows = {}): Promise<Arriving> {
  const table = await openTrinoTable(engine, data, rows);
  let found: ReturnType<typeof digestOf> | undefined;
  return {
    ...table,
    digested: () => {
      found ??= digestOf(engine, table);
      return found;
    },
  };
}

/** The first key of a contract whose columns may be shown, else what finds rows of labels again: it names rows, which have no number. */
export function shownKey({ columns, unique, labels }: DataContract): readonly string[] {
  const found = labels?.errors?.id ?? labels?.id;
  const keys = [
    ...Object.entries(columns).flatMap(([name, rule]) => (rule.unique === false ? [] : [[name]])),
    ...unique.map((key) => (typeof key === 'string' ? [key] : 'columns' in key ? key.columns : key)),
    ...(found === undefined ? [] : [[found].flat()]),
  ];
  const shown = (name: string) => Object.hasOwn(columns, name) && columns[name]?.sensitive === false;
  return keys.find((key) => key.every(shown)) ?? [];
}

async function describe(engine: Engine, { sql, written }: TableName): Promise<Described[]> {
  const rows = await engine.query(`DESCRIBE ${sql}`);
  const columns = rows.map((row) => ({ name: String(row['Column']), type: String(row['Type']) }));
  checkNames(
    columns.map(({ name }) => name),
    written,
  );
  return columns;
}

/** @param from the table, and which of its rows */
function tableOf(from: string, named: readonly Column[], key: readonly string[]): Table {
  const parts = key.flatMap((wanted) => {
    const column = named.find(({ name }) => name === wanted);
    if (column === undefined) return [];
    return [`${quoteText(`${wanted}=`)} || coalesce(${textOf(column.sql, column.type)}, 'null')`];
  });
  const row = parts.length === 0 ? 'CAST(NULL AS VARCHAR)' : parts.join(` || ', ' || `);
  const rowKey = `${row} AS ${ROW_KEY}`;
  const raws = named.map((column, i) => `${column.sql} AS c${i}`);
  const selected = named.map((column) => `${column.sql} AS ${quoteName(column.name)}`);
  return {
    dialect: trinoDialect,
    relation: `(SELECT ${selected.join(', ')} FROM ${from})`,
    columns: named.map(({ name, type }) => ({ name, type })),
    raw: `(SELECT ${[...raws, rowKey].join(', ')} FROM ${from})`,
    only: (indexes) => `(SELECT ${[...indexes.map((index) => raws[index]), rowKey].join(', ')} FROM ${from})`,
    written: 'typed',
    dress: null,
    files: [],
  };
}

const COLUMNS_AT_ONCE = 100;

/**
 * A digest of what the table holds: of its columns, the number of rows, and Trino's checksums over the rows, in whatever
 * order they lie. It tells whether anything has changed; it is not made to withstand somebody who wants two tables alike.
 */
async function digestOf(engine: Engine, { columns, raw }: Table): ReturnType<Digesting> {
  const parts: string[] = [];
  for (let start = 0; start < columns.length; start += COLUMNS_AT_ONCE) {
    const some = columns.slice(start, start + COLUMNS_AT_ONCE).map((_, i) => `c${start + i}`);
    parts.push(`to_hex(checksum(ROW(${some.join(', ')}))) AS s${parts.length}`);
  }
  const [row = {}] = await engine.query(`SELECT ${['count(*) AS n', ...parts].join(', ')} FROM ${raw}`);
  const sums = parts.map((_, i) => String(row[`s${i}`] ?? ''));
  const rows = toCount(row['n']);
  return { bytes: 0, rows, digest: digestValue({ columns: [...columns], rows, sums }) };
}
