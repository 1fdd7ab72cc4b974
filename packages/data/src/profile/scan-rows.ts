import { type Reading, valueType } from '../column/reading.ts';
import { Binding, type Engine, type Row } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import { type Asked, answer, type CountAcross, expressions } from './asked.ts';
import type { Ends } from './known-ends.ts';
import { GREATEST, isNarrow, narrowMoments } from './narrow.ts';

/** What one scan of all rows is to find out. */
export interface Scan {
  readonly readings: readonly Reading[];
  /** Columns whose different values are counted. */
  readonly few: ReadonlySet<Reading>;
  /** Columns of numbers in which NaN is not expected. */
  readonly pure: ReadonlySet<Reading>;
  /** Ends that need no look at the rows. */
  readonly known: ReadonlyMap<Reading, Ends>;
  readonly asked: (reading: Reading) => readonly Asked[];
  readonly across: readonly CountAcross[];
}

/**
 * One row of answers: `fits_<i>`, `missing_<i>`, `distinct_<i>`, `min_<i>`, `max_<i>`, `mean_<i>`, `sd_<i>`, the answer j of
 * the column's checks as `a<j>_<i>`, and that across columns as `across<j>`.
 *
 * Numbers so great, or infinite, that they have no place in a mean are rare, as NaN is where the first rows have none, and a
 * test of every number is not cheap: only where there are some, the rows are read again without them. So are narrow columns.
 */
export async function scanRows(engine: Engine, source: Table, scan: Scan): Promise<Row> {
  const row = await run(engine, source, scan, false).catch((cause: Error) => {
    if (/Out of Range/i.test(cause.message)) return undefined;
    throw cause;
  });
  const isGreat = ({ index, type }: Reading) =>
    type === 'number' &&
    [row?.[`min_${index}`], row?.[`max_${index}`]].some(
      (end) => typeof end === 'string' && !(Math.abs(Number(end)) <= GREATEST),
    );
  const isNan = ({ index }: Reading) => Number.isNaN(row?.[`mean_${index}`]);
  const isAmiss = (reading: Reading) => isGreat(reading) || isNan(reading);
  const whole =
    row === undefined || scan.readings.some(isAmiss) ? await run(engine, source, scan, true) : row;
  return { ...whole, ...(await narrowColumns(engine, source, scan, whole)) };
}

async function narrowColumns(engine: Engine, source: Table, { readings }: Scan, row: Row): Promise<Row> {
  const found: Record<string, number | null> = {};
  for (const reading of readings) {
    const { index: i, type } = reading;
    const min = row[`min_${i}`];
    if ((type !== 'integer' && type !== 'number') || !isNarrow(min, row[`max_${i}`])) continue;
    const { mean, sd } = await narrowMoments(engine, source.only([i]), reading, String(min));
    found[`mean_${i}`] = mean;
    found[`sd_${i}`] = sd;
  }
  return found;
}

async function run(engine: Engine, source: Table, scan: Scan, guarded: boolean): Promise<Row> {
  const { readings, few, pure, known, asked, across } = scan;
  const bind = new Binding();
  const wanted = readings.flatMap((reading) => {
    const { index: i } = reading;
    return [
      `count(v${i}) AS fits_${i}`,
      ...(reading.canMisfit ? [`count_if(m${i}) AS missing_${i}`] : []),
      ...(few.has(reading) ? [`count(DISTINCT v${i}) AS distinct_${i}`] : []),
      ...ends(reading, known.has(reading)),
      ...moments(reading, guarded),
      ...asked(reading).map((question, j) => `${answer(question, reading, bind)} AS a${j}_${i}`),
    ];
  });
  wanted.push(...across.map(({ where }, j) => `count_if(${where}) AS across${j}`));
  const others = [
    ...readings.flatMap(asked).flatMap(({ scope }) => scope?.columns ?? []),
    ...across.flatMap(({ columns }) => columns),
  ];
  const isPlain = (reading: Reading) => !guarded && pure.has(reading) && readings.includes(reading);
  const read = [...new Set([...readings, ...others])];
  const base = read.map((reading) => expressions(isPlain(reading) ? asWritten(reading) : reading));
  const from = source.only(read.map(({ index }) => index));
  const [row = {}] = await engine.query(
    `SELECT ${wanted.join(', ')} FROM (SELECT ${base.join(', ') || '1'} FROM ${from})`,
    bind.values,
  );
  const found = [...known].flatMap(([{ index }, { min, max }]) => [
    [`min_${index}`, min],
    [`max_${index}`, max],
  ]);
  return { ...Object.fromEntries(found), ...row };
}

/** Without a look for NaN. */
function asWritten(reading: Reading): Reading {
  const raw = `c${reading.index}`;
  return { ...reading, missing: `${raw} IS NULL`, value: raw };
}

const HAVE_ENDS = ['integer', 'number', 'date', 'timestamp'];

function ends(reading: Reading, known: boolean): string[] {
  const { type, index: i, dialect } = reading;
  if (known || !HAVE_ENDS.includes(type)) return [];
  const text = (end: string) => dialect.text(`${end}(v${i})`, valueType(reading));
  return [`${text('min')} AS min_${i}`, `${text('max')} AS max_${i}`];
}

function moments({ type, index: i }: Reading, guarded: boolean): string[] {
  if (type !== 'integer' && type !== 'number') return [];
  const value = guarded ? `(CASE WHEN v${i} BETWEEN -${GREATEST} AND ${GREATEST} THEN v${i} END)` : `v${i}`;
  const x = `CAST(${value} AS DOUBLE)`;
  return [`avg(${x}) AS mean_${i}`, `stddev_samp(${x}) AS sd_${i}`];
}
