import type { Reading } from '../column/reading.ts';
import { inLanes } from '../engine/in-lanes.ts';
import type { Engine } from '../engine/index.ts';
import { partsOf } from '../engine/parts.ts';
import type { Table } from '../source/source.ts';
import { MANY_ROWS } from './in-parts.ts';

/** Least and greatest value of a column, as the engine writes them. */
export interface Ends {
  readonly min: string | null;
  readonly max: string | null;
}

/** Columns of one question: one of them that is not known hides the others. */
const AT_ONCE = 10;

/**
 * The ends of columns that Parquet's own statistics tell, where the engine takes its answer from those and would read no row.
 * Some writers leave NaN out of them and some do not: a column whose end is NaN is not known.
 */
export async function knownEnds(
  engine: Engine,
  source: Table,
  readings: readonly Reading[],
  rows: number,
): Promise<ReadonlyMap<Reading, Ends>> {
  const known = new Map<Reading, Ends>();
  if (engine.dialect.name !== 'duckdb' || source.written !== 'typed' || rows < MANY_ROWS) return known;
  const asked = readings.filter(({ isAsWritten }) => isAsWritten);
  const ask = async (some: readonly Reading[]) => {
    const ends = some.flatMap(({ index }) => [
      `CAST(min(c${index}) AS VARCHAR) AS min${index}`,
      `CAST(max(c${index}) AS VARCHAR) AS max${index}`,
    ]);
    const sql = `SELECT ${ends.join(', ')} FROM ${source.only(some.map(({ index }) => index))}`;
    const plan = JSON.stringify(await engine.query(`EXPLAIN ${sql}`));
    // The answer is a constant in the plan, or the files are read.
    if (!plan.includes('COLUMN_DATA_SCAN') || /PARQUET/i.test(plan)) return;
    const [row = {}] = await engine.query(sql);
    for (const reading of some) {
      const [min, max] = [row[`min${reading.index}`], row[`max${reading.index}`]];
      if (typeof min === 'string' && typeof max === 'string' && min !== 'nan' && max !== 'nan')
        known.set(reading, { min, max });
    }
  };
  await inLanes(partsOf(asked, AT_ONCE).map((some) => () => ask(some)));
  return known;
}
