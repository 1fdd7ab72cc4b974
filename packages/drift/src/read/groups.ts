import { type Engine, type Table, toCount } from '@assay/data';
import type { DriftColumn } from '../methods/column.ts';
import { readCategories, readCategoriesByRow, textGroups } from './categories.ts';
import { readNumbers } from './numbers.ts';

/** Values of a group of columns that are held at once, a side. */
const GROUP_VALUES = 3_000_000;
/** Groups that are read at once: while one is counted, the engine decodes the others. */
const AT_ONCE = 3;

/** Data of one side, and how many rows they have. */
export interface Side {
  /** What the table is asked through: the two sides may have two. */
  readonly engine: Engine;
  readonly table: Table;
  readonly rows: number;
}

export async function sideOf(engine: Engine, table: Table): Promise<Side> {
  const [row] = await engine.query(`SELECT count(*) AS rows FROM ${table.relation}`);
  return { engine, table, rows: toCount(row?.['rows']) };
}

interface Wanted {
  readonly name: string;
  readonly kind: DriftColumn['kind'];
  readonly integer: boolean;
}

/**
 * Reads columns of one side or of several, a few at a time, and shows each to `visit` as a column of every side: no more
 * is held than the columns that are being read, and their numbers are there during the visit only.
 *
 * @param ordered whether rows must come in their order; without it categories are counted by the engine, which is faster
 */
export async function eachColumn<C extends Wanted>(
  sides: readonly Side[],
  columns: readonly C[],
  ordered: boolean,
  visit: (column: C, sides: DriftColumn[]) => void,
): Promise<void> {
  const rows = Math.max(1, ...sides.map((side) => side.rows));
  const waiting = groups(columns, rows, sides);
  const work = async () => {
    const rooms = sides.map((): ArrayBuffer[] => []);
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      const read: DriftColumn[][] = [];
      for (const [index, side] of sides.entries())
        read.push(await readGroup(side, group, ordered, rooms[index] as ArrayBuffer[]));
      for (const [index, column] of group.entries())
        visit(
          column,
          read.map((each) => each[index] as DriftColumn),
        );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Categories apart from numbers. */
function groups<C extends Wanted>(columns: readonly C[], rows: number, sides: readonly Side[]): C[][] {
  const numbers = columns.filter(({ kind }) => kind === 'numeric');
  const categories = columns.filter(({ kind }) => kind === 'categorical');
  const found = textGroups(categories, rows, sides);
  const size = Math.max(1, Math.floor(GROUP_VALUES / rows));
  for (let start = 0; start < numbers.length; start += size) found.push(numbers.slice(start, start + size));
  return found;
}

async function readGroup(
  { engine, table, rows }: Side,
  group: readonly Wanted[],
  ordered: boolean,
  room: ArrayBuffer[],
): Promise<DriftColumn[]> {
  const [first] = group;
  if (first === undefined) return [];
  if (first.kind === 'numeric') return readNumbers(engine, table, rows, group, room);
  const names = group.map(({ name }) => name);
  return (ordered ? readCategoriesByRow : readCategories)(engine, table, names);
}
