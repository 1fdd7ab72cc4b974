import type { Reading } from '../column/reading.ts';
import { inLanes } from '../engine/in-lanes.ts';
import { type Engine, toCount } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import { finite } from './finite.ts';
import { inParts, MANY_ROWS } from './in-parts.ts';

/** Different values of a column are counted up to this many. */
export const DISTINCT_LIMIT = 10_000;
/** Rows in which a column of few values would show more than that many, if it had many. */
const PROBE_ROWS = 2 * DISTINCT_LIMIT;

/** What the first rows show. */
export interface FirstRows {
  /** Columns that have few values. */
  readonly few: ReadonlySet<Reading>;
  /** Columns of numbers that are expected to have no NaN. */
  readonly pure: ReadonlySet<Reading>;
  /** Of columns of numbers about their mean in these rows, where the rows are many and always come in the same order. */
  readonly centres: ReadonlyMap<Reading, number>;
}

/** @param rows how many there are */
export async function firstRowsShow(
  engine: Engine,
  source: Table,
  readings: readonly Reading[],
  rows: number,
): Promise<FirstRows> {
  // So few rows have no more values; and a column with NaN in spite of that is read again (see scanRows).
  if (rows <= DISTINCT_LIMIT)
    return { few: new Set(readings), pure: new Set(readings.filter(mayBePure)), centres: new Map() };
  const few = new Set<Reading>();
  const pure = new Set<Reading>();
  const centres = new Map<Reading, number>();
  const hasCentre = ({ type }: Reading) =>
    rows >= MANY_ROWS && engine.dialect.keepsOrder && (type === 'integer' || type === 'number');
  const look = async (some: readonly Reading[]) => {
    const numbers = some.filter(mayBePure);
    const asked = [
      ...some.map(({ index }) => `${atLeastDifferent(`c${index}`, engine)} AS n${index}`),
      ...numbers.map(({ nan, index }) => `count_if(${nan}) AS nan${index}`),
      ...some
        .filter(hasCentre)
        .flatMap(({ value, index }) => [
          `avg(${finite(value)}) AS mean${index}`,
          `stddev_samp(${finite(value)}) AS sd${index}`,
        ]),
    ];
    const columns = some.map(({ index }) => `c${index}`).join(', ');
    const from = source.only(some.map(({ index }) => index));
    const [row = {}] = await engine.query(
      `SELECT ${asked.join(', ')} FROM (SELECT ${columns} FROM ${from} LIMIT ${PROBE_ROWS})`,
    );
    // Null, which is no value, may be among them.
    for (const reading of some) if (toCount(row[`n${reading.index}`]) <= DISTINCT_LIMIT + 1) few.add(reading);
    for (const reading of numbers) if (toCount(row[`nan${reading.index}`]) === 0) pure.add(reading);
    for (const reading of some) {
      const [mean, sd] = [row[`mean${reading.index}`], row[`sd${reading.index}`]];
      if (typeof mean === 'number') centres.set(reading, rounded(mean, Number(sd)));
    }
  };
  const parts = inParts(readings, rows).filter((some) => some.length > 0);
  await inLanes(parts.map((some) => () => look(some)));
  return { few, pure, centres };
}

/** Places that hashes are marked at: 20,000 different ones are at some 17,200 of them. */
const PLACES = 65_536;

/**
 * So many different values there are at least, null among them: marks of their hashes are counted in half the time that the
 * values are. Where they seem few, those of all rows are counted exactly.
 */
function atLeastDifferent(column: string, { dialect }: Engine): string {
  if (!dialect.hashes) return `count(DISTINCT ${column})`;
  return `bit_count(bitstring_agg(CAST(hash(${column}) % ${PLACES} AS INTEGER), 0, ${PLACES - 1}))`;
}

/**
 * To the nearest multiple of a power of two that is no greater than the spread: the distances of numbers of few binary digits
 * from it have few of them too, so that sums of those are exact.
 */
function rounded(mean: number, spread: number): number {
  const unit = 2 ** Math.floor(Math.log2(spread));
  return unit > 0 ? Math.round(mean / unit) * unit : mean;
}

function mayBePure({ nan, isAsWritten }: Reading): boolean {
  return nan !== null && isAsWritten;
}
