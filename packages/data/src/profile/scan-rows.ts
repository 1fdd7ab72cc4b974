import { type Reading, valueType } from '../column/reading.ts';
import { Binding, type Engine, type Row, toCount } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import { type Asked, answer, type CountAcross, expressions } from './asked.ts';
import { finite, GREATEST } from './finite.ts';
import type { Ends } from './known-ends.ts';
import { isNarrow, narrowMoments } from './narrow.ts';

/** What one scan of all rows is to find out. */
export interface Scan {
  readonly readings: readonly Reading[];
  /** Columns whose different values are counted. */
  readonly few: ReadonlySet<Reading>;
  /** Columns of numbers in which NaN is not expected. */
  readonly pure: ReadonlySet<Reading>;
  /** Numbers that lie among those of their column. */
  readonly centres: ReadonlyMap<Reading, number>;
  /** Ends that need no look at the rows. */
  readonly known: ReadonlyMap<Reading, Ends>;
  readonly asked: (reading: Reading) => readonly Asked[];
  readonly across: readonly CountAcross[];
}

/**
 * One row of answers: `fits_<i>`, `missing_<i>`, `distinct_<i>`, `min_<i>`, `max_<i>`, `mean_<i>`, `sd_<i>`, the answer j of
 * the column's checks as `a<j>_<i>`, that across columns as `across<j>`, and the rows as `seen`.
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
  const { readings, few, pure, centres, known, asked, across } = scan;
  const bind = new Binding();
  const wanted = readings.flatMap((reading) => {
    const { index: i } = reading;
    return [
      `count(v${i}) AS fits_${i}`,
      ...(reading.canMisfit ? [`count_if(m${i}) AS missing_${i}`] : []),
      ...(few.has(reading) ? [`count(DISTINCT v${i}) AS distinct_${i}`] : []),
      ...ends(reading, known.has(reading)),
      ...moments(reading, guarded, centres.get(reading)),
      ...asked(reading).map((question, j) => `${answer(question, reading, bind)} AS a${j}_${i}`),
    ];
  });
  wanted.push('count(*) AS seen', ...across.map(({ where }, j) => `count_if(${where}) AS across${j}`));
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
  const spreads = [...centres].flatMap(([{ index }, centre]) =>
    Object.entries(aroundCentre(row, index, centre)),
  );
  return { ...Object.fromEntries([...found, ...spreads]), ...row };
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

function moments({ type, index: i }: Reading, guarded: boolean, centre: number | undefined): string[] {
  if (type !== 'integer' && type !== 'number') return [];
  const x = guarded ? finite(`v${i}`) : `CAST(v${i} AS DOUBLE)`;
  if (centre === undefined) return [`avg(${x}) AS mean_${i}`, `stddev_samp(${x}) AS sd_${i}`];
  const d = `(${x} - (${centre.toExponential()}))`;
  const n = guarded ? x : `v${i}`;
  return [`count(${n}) AS n_${i}`, `sum(${d}) AS sum_${i}`, `sum(${d} * ${d}) AS squares_${i}`];
}

/**
 * Mean and standard deviation of sums of distances from a centre and of their squares: those take a third of the time of the
 * engine's own way, which divides at each row. The centre is, within one of their standard deviations, the mean of m of the
 * n rows. So the mean of all is at most 2 √(n / m) standard deviations away from it, and of the digits of the squares at most
 * those of 4 n / m are lost in the difference.
 */
function aroundCentre(row: Row, i: number, centre: number): Row {
  const [n, sum, squares] = [toCount(row[`n_${i}`]), row[`sum_${i}`], row[`squares_${i}`]];
  if (typeof sum !== 'number' || typeof squares !== 'number') return {};
  const variance = Math.max(0, squares - (sum * sum) / n) / (n - 1);
  return { [`mean_${i}`]: centre + sum / n, [`sd_${i}`]: n > 1 ? Math.sqrt(variance) : null };
}
