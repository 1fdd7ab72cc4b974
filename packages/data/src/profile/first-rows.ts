import type { Reading } from '../column/reading.ts';
import { inLanes } from '../engine/in-lanes.ts';
import { type Engine, toCount } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import { inParts } from './in-parts.ts';

/** Different values of a column are counted up to this many. */
export const DISTINCT_LIMIT = 10_000;
/** Rows in which a column of few values would show more than that many, if it had many. */
const PROBE_ROWS = 2 * DISTINCT_LIMIT;

/** What the first rows show. */
export interface FirstRows {
  /** Columns that have few values. */
  readonly few: ReadonlySet<Reading>;
  /** Columns of numbers that have no NaN. */
  readonly pure: ReadonlySet<Reading>;
}

/** @param rows how many there are */
export async function firstRowsShow(
  engine: Engine,
  source: Table,
  readings: readonly Reading[],
  rows: number,
): Promise<FirstRows> {
  const few = new Set<Reading>();
  const pure = new Set<Reading>();
  const look = async (some: readonly Reading[]) => {
    const mayBePure = some.filter(({ nan, isAsWritten }) => nan !== null && isAsWritten);
    const asked = [
      ...some.map(({ index }) => `count(DISTINCT c${index}) AS n${index}`),
      ...mayBePure.map(({ nan, index }) => `count_if(${nan}) AS nan${index}`),
    ];
    const columns = some.map(({ index }) => `c${index}`).join(', ');
    const from = source.only(some.map(({ index }) => index));
    const [row = {}] = await engine.query(
      `SELECT ${asked.join(', ')} FROM (SELECT ${columns} FROM ${from} LIMIT ${PROBE_ROWS})`,
    );
    for (const reading of some) if (toCount(row[`n${reading.index}`]) <= DISTINCT_LIMIT) few.add(reading);
    for (const reading of mayBePure) if (toCount(row[`nan${reading.index}`]) === 0) pure.add(reading);
  };
  const parts = inParts(readings, rows).filter((some) => some.length > 0);
  await inLanes(parts.map((some) => () => look(some)));
  return { few, pure };
}
