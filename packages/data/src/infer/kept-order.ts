import type { ColumnContract } from '@assay/contract';
import type { Reading } from '../column/reading.ts';
import { inLanes } from '../engine/in-lanes.ts';
import { type Engine, toCount } from '../engine/index.ts';
import type { Source } from '../source/source.ts';

export type Order = NonNullable<ColumnContract['order']>['is'];

const FIRST_ROWS = 1000;
const HAVE_ORDER = ['integer', 'number', 'date', 'timestamp'];

/** The order that the values of columns keep from row to row. The first rows say for most that they keep none. */
export async function keptOrders(
  engine: Engine,
  source: Source,
  readings: readonly Reading[],
): Promise<ReadonlyMap<Reading, Order>> {
  const candidates = readings.filter(({ type }) => HAVE_ORDER.includes(type));
  const first = await ordersIn(engine, source, candidates, `LIMIT ${FIRST_ROWS}`);
  return ordersIn(engine, source, [...first.keys()], '');
}

async function ordersIn(
  engine: Engine,
  source: Source,
  readings: readonly Reading[],
  limit: string,
): Promise<ReadonlyMap<Reading, Order>> {
  const orders = new Map<Reading, Order>();
  const look = async (reading: Reading) => {
    const { index, value } = reading;
    const values = `(SELECT ${value} AS v FROM (SELECT c${index} FROM ${source.only([index])} ${limit}))`;
    const [row = {}] = await engine.query(
      `SELECT count(before) AS pairs, count(*) FILTER (v > before) AS up, count(*) FILTER (v < before) AS down FROM (SELECT v, lag(v) OVER () AS before FROM ${values} WHERE v IS NOT NULL)`,
    );
    const [pairs, up, down] = [toCount(row['pairs']), toCount(row['up']), toCount(row['down'])];
    const strict = up + down === pairs ? 'strictly-' : '';
    if (down === 0 && up >= LEAST_MOVES) orders.set(reading, `${strict}increasing`);
    else if (up === 0 && down >= LEAST_MOVES) orders.set(reading, `${strict}decreasing`);
  };
  await inLanes(readings.map((reading) => () => look(reading)));
  return orders;
}

/** Values in any order would go up so often in a row with a probability of 2^-17, or less. */
const LEAST_MOVES = 17;
