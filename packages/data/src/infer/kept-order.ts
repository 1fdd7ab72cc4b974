import type { ColumnContract } from '@assay/contract';
import type { Reading } from '../column/reading.ts';
import { inStacks, stacked } from '../column/stack.ts';
import { inLanes } from '../engine/in-lanes.ts';
import { type Engine, type Row, toCount } from '../engine/index.ts';
import type { Table } from '../source/source.ts';

export type Order = NonNullable<ColumnContract['order']>['is'];

const FIRST_ROWS = 1000;
const HAVE_ORDER = ['integer', 'number', 'date', 'timestamp'];

/**
 * The order that the values of columns keep from row to row. The first rows say for most that they keep none. Of an
 * engine whose rows have no order there is none.
 *
 * @param rows how many there are
 */
export async function keptOrders(
  engine: Engine,
  source: Table,
  readings: readonly Reading[],
  rows: number,
): Promise<ReadonlyMap<Reading, Order>> {
  if (!engine.dialect.keepsOrder) return new Map();
  const candidates = readings.filter(({ type }) => HAVE_ORDER.includes(type));
  const first = new Map<Reading, Order>();
  const find = (found: Map<Reading, Order>, some: readonly Reading[], answers: readonly Row[]) => {
    for (const row of answers) {
      const [reading, order] = [some.find(({ index }) => index === row['c']), orderOf(row)];
      if (reading !== undefined && order !== null) found.set(reading, order);
    }
  };
  const stacks = inStacks(candidates, Math.min(rows, FIRST_ROWS)).map((some) => async () => {
    const numbered = `(SELECT c, v, row_number() OVER () AS place FROM ${stacked(source, some, FIRST_ROWS)})`;
    find(first, some, await engine.query(moves(numbered, 'PARTITION BY c ORDER BY place')));
  });
  await inLanes(stacks);
  if (rows <= FIRST_ROWS) return first;
  const kept = new Map<Reading, Order>();
  // One by one the rows stream past.
  const columns = [...first.keys()].map((reading) => async () => {
    find(kept, [reading], await engine.query(moves(stacked(source, [reading]), '')));
  });
  await inLanes(columns);
  return kept;
}

/** SQL of how often the values of each column go up or down from one row to the next. */
function moves(values: string, window: string): string {
  return `SELECT c, count(before) AS pairs, count_if(v > before) AS up, count_if(v < before) AS down FROM (SELECT c, v, lag(v) OVER (${window}) AS before FROM ${values} WHERE v IS NOT NULL) GROUP BY c`;
}

function orderOf(row: Row): Order | null {
  const [pairs, up, down] = [toCount(row['pairs']), toCount(row['up']), toCount(row['down'])];
  const strict = up + down === pairs ? 'strictly-' : '';
  if (down === 0 && up >= LEAST_MOVES) return `${strict}increasing`;
  return up === 0 && down >= LEAST_MOVES ? `${strict}decreasing` : null;
}

/** Values in any order would go up so often in a row with a probability of 2^-17, or less. */
const LEAST_MOVES = 17;
