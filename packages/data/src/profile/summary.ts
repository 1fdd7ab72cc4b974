import type { Reading } from '../column/reading.ts';
import { inLanes } from '../engine/in-lanes.ts';
import { Binding, type Engine, type Row, toCount } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import { rowsChanged } from '../source/unchanged.ts';
import { type Asked, type CountAcross, expressions, names } from './asked.ts';
import { DISTINCT_LIMIT, firstRowsShow } from './first-rows.ts';
import { inParts } from './in-parts.ts';
import { type Ends, knownEnds } from './known-ends.ts';
import { scanRows } from './scan-rows.ts';

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
  /** Answers to what checks asked for, by name; null: there is none. */
  readonly answers: Readonly<Record<string, number | null>>;
}

export interface Summaries {
  readonly rows: number;
  readonly columns: readonly Summary[];
  /** Answers to the counts over several columns. */
  readonly counts: readonly number[];
}

/** Below this many rows, a question of its own takes longer than to look at each of a column's values. */
const MANY_ROWS = 2000;

/**
 * Summarises columns: one scan of all rows for numbers and dates, and the distinct values of each text column of few values
 * in place of its rows (rules on text then cost next to nothing).
 *
 * @param beside what else is asked of the rows, by what is known of the columns' ends
 * @throws UserError `data-changed`: a scan saw another number of rows, which a table of a server may have
 */
export async function summarise(
  engine: Engine,
  source: Table,
  readings: readonly Reading[],
  asked: (reading: Reading) => readonly Asked[] = () => [],
  across: readonly CountAcross[] = [],
  beside: (known: ReadonlyMap<Reading, Ends>, rows: number) => readonly (() => Promise<void>)[] = () => [],
): Promise<Summaries> {
  const rows = toCount((await engine.query(`SELECT count(*) AS n FROM ${source.raw}`))[0]?.['n']);
  const [{ few, pure, centres }, known] = await inLanes([
    () => firstRowsShow(engine, source, readings, rows),
    () => knownEnds(engine, source, readings, rows),
  ]);
  const isGrouped = (reading: Reading) =>
    rows >= MANY_ROWS &&
    few.has(reading) &&
    reading.isText &&
    ['string', 'boolean'].includes(reading.type) &&
    asked(reading).every(({ scope, figure }) => scope === undefined && figure === undefined);
  const grouped = readings.filter(isGrouped);
  const byRows = readings.filter((reading) => !isGrouped(reading));
  const scans = inParts(byRows, rows)
    .map((some, i) => ({ readings: some, across: i === 0 ? across : [] }))
    .filter((scan) => scan.readings.length > 0 || scan.across.length > 0);
  const parts = new Map<Reading, Row>();
  const counts: number[] = [];
  await inLanes([
    ...scans.map((scan) => async () => {
      const row = await scanRows(engine, source, { ...scan, few, pure, centres, known, asked });
      if (toCount(row['seen']) !== rows) throw rowsChanged();
      for (const reading of scan.readings) parts.set(reading, rename(row, reading.index));
      counts.push(...scan.across.map((_, j) => toCount(row[`across${j}`])));
    }),
    // Before what is soon done, so that both lanes end together.
    ...beside(known, rows),
    ...grouped.map((reading) => async () => {
      const row = await groupRows(engine, source, reading, asked(reading));
      if (toCount(row['seen']) !== rows) throw rowsChanged();
      parts.set(reading, row);
    }),
  ]);
  const columns = readings.map((reading) => toSummary(parts.get(reading) ?? {}, rows, asked(reading)));
  return { rows, columns, counts };
}

/** A text column of few values, by its different values in place of its rows. */
async function groupRows(
  engine: Engine,
  source: Table,
  reading: Reading,
  asked: readonly Asked[],
): Promise<Row> {
  const { index } = reading;
  const bind = new Binding();
  const values = `(SELECT ${expressions(reading)}, n FROM (SELECT c${index}, count(*) AS n FROM ${source.only([index])} GROUP BY c${index}))`;
  const answers = asked.flatMap(({ count }, j) =>
    count === undefined
      ? []
      : [`, coalesce(sum(n) FILTER (WHERE ${count(names(reading), bind)}), 0) AS a${j}_${index}`],
  );
  const [row = {}] = await engine.query(
    `SELECT coalesce(sum(n), 0) AS seen_${index}, coalesce(sum(n) FILTER (WHERE m${index}), 0) AS missing_${index}, coalesce(sum(n) FILTER (WHERE v${index} IS NOT NULL), 0) AS fits_${index}, count(DISTINCT v${index}) AS distinct_${index}${answers.join('')} FROM ${values}`,
    bind.values,
  );
  return rename(row, index);
}

function rename(row: Row, i: number): Row {
  const ending = `_${i}`;
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      name.endsWith(ending) ? [[name.slice(0, -ending.length), value]] : [],
    ),
  );
}

function toSummary(row: Row, rows: number, asked: readonly Asked[]): Summary {
  const { missing, fits, distinct, min, max, mean, sd } = row;
  const absent = missing === undefined ? rows - toCount(fits) : toCount(missing);
  const few = distinct !== undefined && toCount(distinct) <= DISTINCT_LIMIT;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
  const answers = asked.map(({ name, figure }, j): [string, number | null] => {
    const value = row[`a${j}`];
    if (figure === undefined) return [name, toCount(value)];
    return [name, number(typeof value === 'bigint' ? Number(value) : value)];
  });
  return {
    missing: absent,
    misfits: rows - absent - toCount(fits),
    distinct: few ? toCount(distinct) : null,
    min: text(min),
    max: text(max),
    mean: number(mean),
    sd: number(sd),
    answers: Object.fromEntries(answers),
  };
}
