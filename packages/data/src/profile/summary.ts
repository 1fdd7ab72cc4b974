import type { Reading } from '../column/reading.ts';
import { Binding, type Engine, type Row, toCount } from '../engine/index.ts';
import type { Source } from '../source/source.ts';

/** What one pass over a column tells: the profile and most checks follow from it without another look at the rows. */
export interface Summary {
  readonly missing: number;
  /** Rows that are not missing and do not fit the type. */
  readonly misfits: number;
  /** Distinct values that fit; exact up to 10,000, null above. */
  readonly distinct: number | null;
  /** Least and greatest value as the engine writes them, exact; null for texts and where no row fits. */
  readonly min: string | null;
  readonly max: string | null;
  readonly mean: number | null;
  readonly sd: number | null;
  /** Answers to the counts that checks asked for, by name. */
  readonly counts: Readonly<Record<string, number>>;
}

/** A count that a check asks for in the same pass: of rows where a condition over a value holds. */
export interface CountAsked {
  readonly name: string;
  /** SQL over the expression of the value. */
  readonly where: (value: string, bind: Binding) => string;
}

const DISTINCT_LIMIT = 10_000;
/** Rows in which a column of few values would show more than that many, if it had many. */
const PROBE_ROWS = 2 * DISTINCT_LIMIT;
/** Columns of one query: enough to share the scan, few enough to plan it quickly. */
const COLUMNS_AT_ONCE = 100;

export interface Summaries {
  readonly rows: number;
  readonly columns: readonly Summary[];
}

/**
 * Summarises columns: one scan of all rows for numbers and dates, and the distinct values of each text column of few values
 * in place of its rows (rules on text then cost next to nothing).
 */
export async function summarise(
  engine: Engine,
  source: Source,
  readings: readonly Reading[],
  asked: (reading: Reading) => readonly CountAsked[] = () => [],
): Promise<Summaries> {
  const rows = toCount((await engine.query(`SELECT count(*) AS n FROM ${source.raw}`))[0]?.['n']);
  const few = await fewValued(engine, source, readings);
  const parts = new Map<Reading, Row>();
  const byRows: Reading[] = [];
  for (const reading of readings) {
    const grouped = few.has(reading) && reading.isText && ['string', 'boolean'].includes(reading.type);
    if (!grouped) {
      byRows.push(reading);
      continue;
    }
    const bind = new Binding();
    const values = `(SELECT ${reading.missing} AS m0, ${reading.value} AS v0, n FROM (SELECT c${reading.index}, count(*) AS n FROM ${source.raw} GROUP BY ALL))`;
    const counts = asked(reading).map(
      ({ name, where }) => `coalesce(sum(n) FILTER (${where('v0', bind)}), 0) AS "${name}_0"`,
    );
    const [row = {}] = await engine.query(
      `SELECT coalesce(sum(n) FILTER (m0), 0) AS missing_0, coalesce(sum(n) FILTER (v0 IS NOT NULL), 0) AS fits_0, count(DISTINCT v0) AS distinct_0${counts.map((c) => `, ${c}`).join('')} FROM ${values}`,
      bind.values,
    );
    parts.set(reading, rename(row, 0));
  }
  for (let start = 0; start < byRows.length; start += COLUMNS_AT_ONCE) {
    const some = byRows.slice(start, start + COLUMNS_AT_ONCE);
    const bind = new Binding();
    const base = some.flatMap((reading, i) => [
      `${reading.missing} AS m${i}`,
      `${reading.value} AS v${i}`,
      ...(reading.type === 'number' ? [`${withinSquares(reading.value)} AS x${i}`] : []),
    ]);
    const wanted = some.flatMap((reading, i) => [
      `count(v${i}) AS fits_${i}`,
      ...(reading.canMisfit ? [`count(*) FILTER (m${i}) AS missing_${i}`] : []),
      ...(few.has(reading) ? [`count(DISTINCT v${i}) AS distinct_${i}`] : []),
      ...statistics(reading, i),
      ...asked(reading).map(
        ({ name, where }) => `count(*) FILTER (${where(`v${i}`, bind)}) AS "${name}_${i}"`,
      ),
    ]);
    const [row = {}] = await engine.query(
      `SELECT ${wanted.join(', ')} FROM (SELECT ${base.join(', ')} FROM ${source.raw})`,
      bind.values,
    );
    some.forEach((reading, i) => {
      parts.set(reading, rename(row, i));
    });
  }
  return { rows, columns: readings.map((reading) => toSummary(parts.get(reading) ?? {}, rows)) };
}

async function fewValued(
  engine: Engine,
  source: Source,
  readings: readonly Reading[],
): Promise<ReadonlySet<Reading>> {
  const few = new Set<Reading>();
  for (let start = 0; start < readings.length; start += COLUMNS_AT_ONCE) {
    const some = readings.slice(start, start + COLUMNS_AT_ONCE);
    const counts = some.map(({ index }) => `count(DISTINCT c${index}) AS n${index}`);
    const [row = {}] = await engine.query(
      `SELECT ${counts.join(', ')} FROM (SELECT ${some.map(({ index }) => `c${index}`).join(', ')} FROM ${source.raw} LIMIT ${PROBE_ROWS})`,
    );
    for (const reading of some) if (toCount(row[`n${reading.index}`]) <= DISTINCT_LIMIT) few.add(reading);
  }
  return few;
}

function statistics({ type }: Reading, i: number): string[] {
  if (type === 'string' || type === 'boolean' || type === 'other') return [];
  const ends = [`CAST(min(v${i}) AS VARCHAR) AS min_${i}`, `CAST(max(v${i}) AS VARCHAR) AS max_${i}`];
  if (type === 'date' || type === 'timestamp') return ends;
  const x = type === 'integer' ? `CAST(v${i} AS DOUBLE)` : `CAST(x${i} AS DOUBLE)`;
  return [...ends, `avg(${x}) AS mean_${i}`, `stddev_samp(${x}) AS sd_${i}`];
}

/** Squares of greater numbers are not finite, and the engine refuses to add them up. */
function withinSquares(value: string): string {
  return `(CASE WHEN ${value} BETWEEN -1e150 AND 1e150 THEN ${value} END)`;
}

function rename(row: Row, i: number): Row {
  const ending = `_${i}`;
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      name.endsWith(ending) ? [[name.slice(0, -ending.length), value]] : [],
    ),
  );
}

function toSummary(row: Row, rows: number): Summary {
  const { missing, fits, distinct, min, max, mean, sd, ...counts } = row;
  const absent = missing === undefined ? rows - toCount(fits) : toCount(missing);
  const few = distinct !== undefined && toCount(distinct) <= DISTINCT_LIMIT;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
  return {
    missing: absent,
    misfits: rows - absent - toCount(fits),
    distinct: few ? toCount(distinct) : null,
    min: text(min),
    max: text(max),
    mean: number(mean),
    sd: number(sd),
    counts: Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, toCount(value)])),
  };
}
