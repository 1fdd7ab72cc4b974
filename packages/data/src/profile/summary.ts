import type { Reading } from '../column/reading.ts';
import { Binding, type Engine, type Row, toCount } from '../engine/index.ts';
import { picks, type RowCondition } from '../predicate/row-condition.ts';
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
  /** Answers to what checks asked for, by name; null: there is none. */
  readonly answers: Readonly<Record<string, number | null>>;
}

/** What a check asks for in the same pass. */
export interface Asked {
  readonly name: string;
  /** SQL of a condition whose rows are counted, over the expressions of the column and of {@link Asked.scope}. */
  readonly count?: (of: { missing: string; value: string }, bind: Binding) => string;
  /** SQL of an aggregate that is a number, over the value; of numbers and dates, or in a scope. */
  readonly figure?: (value: string) => string;
  /** Only rows that this condition picks. */
  readonly scope?: RowCondition | undefined;
}

const DISTINCT_LIMIT = 10_000;
/** Rows in which a column of few values would show more than that many, if it had many. */
const PROBE_ROWS = 2 * DISTINCT_LIMIT;
/** Columns of one query: enough to share the scan, few enough to plan it quickly. */
const COLUMNS_AT_ONCE = 100;

export interface Summaries {
  readonly rows: number;
  readonly columns: readonly Summary[];
  /** Answers to the counts over several columns. */
  readonly counts: readonly number[];
}

/** A count over several columns: SQL of a condition over `v<index>` of those. */
export interface CountAcross {
  readonly columns: readonly Reading[];
  readonly where: string;
}

/**
 * Summarises columns: one scan of all rows for numbers and dates, and the distinct values of each text column of few values
 * in place of its rows (rules on text then cost next to nothing).
 */
export async function summarise(
  engine: Engine,
  source: Source,
  readings: readonly Reading[],
  asked: (reading: Reading) => readonly Asked[] = () => [],
  across: readonly CountAcross[] = [],
): Promise<Summaries> {
  const rows = toCount((await engine.query(`SELECT count(*) AS n FROM ${source.raw}`))[0]?.['n']);
  const few = await fewValued(engine, source, readings);
  const parts = new Map<Reading, Row>();
  const byRows: Reading[] = [];
  const counts: number[] = [];
  for (const reading of readings) {
    const { index } = reading;
    const questions = asked(reading);
    const grouped =
      few.has(reading) &&
      reading.isText &&
      ['string', 'boolean'].includes(reading.type) &&
      questions.every(({ scope, figure }) => scope === undefined && figure === undefined);
    if (!grouped) {
      byRows.push(reading);
      continue;
    }
    const bind = new Binding();
    const values = `(SELECT ${expressions(reading)}, n FROM (SELECT c${index}, count(*) AS n FROM ${source.raw} GROUP BY ALL))`;
    const answers = questions.flatMap(({ count }, j) =>
      count === undefined
        ? []
        : [`coalesce(sum(n) FILTER (${count(names(reading), bind)}), 0) AS a${j}_${index}`],
    );
    const [row = {}] = await engine.query(
      `SELECT coalesce(sum(n) FILTER (m${index}), 0) AS missing_${index}, coalesce(sum(n) FILTER (v${index} IS NOT NULL), 0) AS fits_${index}, count(DISTINCT v${index}) AS distinct_${index}${answers.map((answer) => `, ${answer}`).join('')} FROM ${values}`,
      bind.values,
    );
    parts.set(reading, rename(row, index));
  }
  for (let start = 0; start < byRows.length || (start === 0 && across.length > 0); start += COLUMNS_AT_ONCE) {
    const some = byRows.slice(start, start + COLUMNS_AT_ONCE);
    const counted = start === 0 ? across : [];
    const bind = new Binding();
    const wanted = some.flatMap((reading) => {
      const { index: i } = reading;
      return [
        `count(v${i}) AS fits_${i}`,
        ...(reading.canMisfit ? [`count(*) FILTER (m${i}) AS missing_${i}`] : []),
        ...(few.has(reading) ? [`count(DISTINCT v${i}) AS distinct_${i}`] : []),
        ...statistics(reading, i),
        ...asked(reading).map((question, j) => `${answer(question, reading, bind)} AS a${j}_${i}`),
      ];
    });
    wanted.push(...counted.map(({ where }, j) => `count(*) FILTER (${where}) AS across${j}`));
    const others = [
      ...some.flatMap(asked).flatMap(({ scope }) => scope?.columns ?? []),
      ...counted.flatMap(({ columns }) => columns),
    ];
    const base = [...new Set([...some, ...others])].map(expressions);
    const [row = {}] = await engine.query(
      `SELECT ${wanted.join(', ')} FROM (SELECT ${base.join(', ') || '1'} FROM ${source.raw})`,
      bind.values,
    );
    for (const reading of some) parts.set(reading, rename(row, reading.index));
    counts.push(...counted.map((_, j) => toCount(row[`across${j}`])));
  }
  const columns = readings.map((reading) => toSummary(parts.get(reading) ?? {}, rows, asked(reading)));
  return { rows, columns, counts };
}

/** A column under the names that conditions use; what none uses, the engine leaves out. */
function expressions({ index, missing, value, type }: Reading): string {
  const all = [`c${index}`, `${missing} AS m${index}`, `${value} AS v${index}`];
  if (type === 'number') all.push(`${withinSquares(value)} AS x${index}`);
  return all.join(', ');
}

function names({ index }: Reading): { missing: string; value: string } {
  return { missing: `m${index}`, value: `v${index}` };
}

function answer({ count, figure, scope }: Asked, reading: Reading, bind: Binding): string {
  const conditions = [
    ...(scope === undefined ? [] : [picks(scope)]),
    ...(count === undefined ? [] : [count(names(reading), bind)]),
  ];
  const filter =
    conditions.length === 0 ? '' : ` FILTER (${conditions.map((each) => `(${each})`).join(' AND ')})`;
  return figure === undefined ? `count(*)${filter}` : `${figure(names(reading).value)}${filter}`;
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
