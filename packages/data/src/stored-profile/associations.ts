import type { DataProfile, ProfileColumn } from '@assay/contract';
import { cramersV, pearson } from '@assay/stats';
import type { Engine } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import { typedColumn } from '../source/typed-column.ts';
import { asNumber } from './number-column.ts';

/** How strongly two columns go together. */
interface Association {
  readonly columns: readonly [string, string];
  /** Pearson's correlation from -1 to 1, or Cramér's V from 0 to 1. */
  readonly value: number;
  /** Rows that have both. */
  readonly rows: number;
}

export interface Associations {
  /** Strongest first. */
  readonly numbers: readonly Association[];
  readonly categories: readonly Association[];
  /** Rows that were looked at: all, or as many chosen at random. */
  readonly rows: number;
}

/** Rows that tell a correlation to within 0.01, and columns of a kind, whose pairs are still few. */
const ROWS = 20_000;
const COLUMNS = 30;
/** More values than a category has. */
const CATEGORIES = 50;

/** Of the pairs of numeric columns and of the pairs of categories, sensitive columns apart; the first 30 columns of a kind. */
export async function associations(
  engine: Engine,
  table: Table,
  { columns, rows }: Pick<DataProfile, 'columns' | 'rows'>,
): Promise<Associations> {
  const shown = columns.filter(({ sensitive }) => !sensitive);
  const numbers = shown.filter(({ kind }) => kind === 'number').slice(0, COLUMNS);
  const categories = shown.filter(isCategory).slice(0, COLUMNS);
  const { dialect } = table;
  const places = new Map(table.columns.map(({ name }, index) => [name, index]));
  const placeOf = ({ name }: ProfileColumn) => places.get(name) ?? 0;
  const textOf = (column: ProfileColumn) =>
    dialect.text(typedColumn(table, placeOf(column)), column['engine-type']);
  const selected = [
    ...numbers.map((column, i) => `${asNumber(table, placeOf(column))} AS n${i}`),
    ...categories.map((column, i) => `${textOf(column)} AS t${i}`),
  ];
  if (selected.length === 0) return { numbers: [], categories: [], rows: 0 };
  const sample = rows > ROWS ? dialect.sample(ROWS, rows) : '';
  const read = await engine.columns(
    `SELECT ${selected.join(', ')} FROM ${table.only([...numbers, ...categories].map(placeOf))}${sample}`,
  );
  const values = (name: string): ArrayLike<number> => {
    const column = read.columns[name];
    if (column?.kind === 'number') return column.values;
    return column?.kind === 'text' ? codesOf(column.values) : [];
  };
  return {
    numbers: pairs(
      numbers.map(({ name }, i) => ({ name, values: values(`n${i}`) })),
      pearson,
    ),
    categories: pairs(
      categories.map(({ name }, i) => ({ name, values: values(`t${i}`) })),
      cramersV,
    ),
    rows: read.rows,
  };
}

function isCategory({ kind, distinct }: ProfileColumn): boolean {
  return (kind === 'text' || kind === 'boolean') && distinct !== null && distinct.count <= CATEGORIES;
}

function codesOf(values: readonly (string | null)[]): Int32Array {
  const codes = new Map<string, number>();
  return Int32Array.from(values, (value) => {
    if (value === null) return -1;
    const code = codes.get(value) ?? codes.size;
    codes.set(value, code);
    return code;
  });
}

function pairs(
  columns: readonly { name: string; values: ArrayLike<number> }[],
  measure: typeof pearson,
): Association[] {
  const found = columns.flatMap((one, i) =>
    columns.slice(i + 1).flatMap((other): Association[] => {
      const { value, n } = measure(one.values, other.values);
      return value === null ? [] : [{ columns: [one.name, other.name], value, rows: n }];
    }),
  );
  return found.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}
