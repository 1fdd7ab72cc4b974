import { inLanes } from '../engine/in-lanes.ts';
import { type Engine, toCount } from '../engine/index.ts';
import { partsOf } from '../engine/parts.ts';

/** Types that a column of texts may turn out to be, narrowest first, and the test of a text `t`. */
const LADDER: readonly [type: string, fits: (t: string) => string][] = [
  ['BOOLEAN', (t) => `lower(${t}) IN ('true', 'false')`],
  // Only numbers that are written back the same: 007, +5 and 1_000 are texts, and stay as they are.
  ['BIGINT', (t) => `CAST(TRY_CAST(${t} AS BIGINT) AS VARCHAR) = ${t}`],
  ['HUGEINT', (t) => `CAST(TRY_CAST(${t} AS HUGEINT) AS VARCHAR) = ${t}`],
  // Nor is a telephone number, +49301234567, one with a fraction: +0.5 is.
  [
    'DOUBLE',
    (t) =>
      `(TRY_CAST(${t} AS DOUBLE) IS NOT NULL AND NOT contains(${t}, '_') AND NOT ${t} BETWEEN '00' AND '09~' AND NOT ${t} BETWEEN '-00' AND '-09~' AND (NOT starts_with(${t}, '+') OR contains(${t}, '.')))`,
  ],
  // With AND the engine would try to read every text as a date.
  ['DATE', (t) => `(CASE WHEN ${t} LIKE '____-__-__' THEN TRY_CAST(${t} AS DATE) IS NOT NULL END)`],
  [
    'TIMESTAMP',
    (t) => `(CASE WHEN ${t} LIKE '____-__-__%' THEN TRY_CAST(${t} AS TIMESTAMP) IS NOT NULL END)`,
  ],
];

const VARCHAR = LADDER.length;

const FIRST_ROWS = 1000;

/** Columns of one query: to plan one takes the engine time that grows with their square. */
const TOGETHER = 10;

/** Columns whose first rows are looked at in one query: all of them stand in memory, text by text. */
const FIRST_TOGETHER = 200;

/**
 * The narrowest type that every text of a column fits, over all rows: VARCHAR where none does, or where all are null.
 *
 * The first rows, where the engine looks at all columns as one, say where on the ladder a column is; all rows confirm, or
 * let it climb. Thus most columns are tested in full once, and those of a small table not at all.
 */
export async function sniffTypes(
  engine: Engine,
  table: string,
  columns: readonly string[],
): Promise<string[]> {
  const first = await inLanes(
    partsOf(columns, FIRST_TOGETHER).map((some) => () => rungsOfFirstRows(engine, table, some)),
  );
  const rungs = first.flatMap((some) => some.rungs);
  const placed = columns.map((name, index) => ({ name, rung: rungs[index] ?? VARCHAR }));
  const settled = first.some(({ more }) => more)
    ? await inLanes(partsOf(placed, TOGETHER).map((some) => () => climb(engine, table, some)))
    : [rungs];
  return settled.flat().map((rung) => LADDER[rung]?.[0] ?? 'VARCHAR');
}

/** Where each column is by the first rows: 0 where all of them are null and there are more, which may not be. */
async function rungsOfFirstRows(
  engine: Engine,
  table: string,
  columns: readonly string[],
): Promise<{ rungs: number[]; more: boolean }> {
  const fits = LADDER.map(([, test], rung) => `count(*) FILTER (${test('t')}) AS fit${rung}`);
  const texts = `SELECT unnest(range(${columns.length})) AS c, unnest([${columns.join(', ')}]) AS t FROM (SELECT ${columns.join(', ')} FROM ${table} LIMIT ${FIRST_ROWS})`;
  const rows = await engine.query(
    `SELECT c, count(*) AS rows, count(t) AS some, ${fits.join(', ')} FROM (${texts}) GROUP BY c`,
  );
  const more = toCount(rows[0]?.['rows']) === FIRST_ROWS;
  const rungs = columns.map(() => VARCHAR);
  for (const row of rows) {
    const some = toCount(row['some']);
    const rung = LADDER.findIndex((_, index) => toCount(row[`fit${index}`]) === some);
    if (some > 0 && rung !== -1) rungs[toCount(row['c'])] = rung;
    if (some === 0 && more) rungs[toCount(row['c'])] = 0;
  }
  return { rungs, more };
}

/** Where each column is by all rows, from where it is already. */
async function climb(
  engine: Engine,
  table: string,
  columns: readonly { readonly name: string; readonly rung: number }[],
): Promise<number[]> {
  const rungs = columns.map(({ rung }) => rung);
  let unsettled = columns.map(({ name }, index) => ({ name, index }));
  for (;;) {
    const tests = unsettled.flatMap(({ name, index }) => {
      const fits = LADDER[rungs[index] ?? VARCHAR]?.[1];
      return fits === undefined
        ? []
        : [`count(${name}) AS some${index}, count(*) FILTER (${fits(name)}) AS fit${index}`];
    });
    if (tests.length === 0) return rungs;
    const [row = {}] = await engine.query(`SELECT ${tests.join(', ')} FROM ${table}`);
    unsettled = unsettled.filter(({ index }) => {
      const some = row[`some${index}`];
      if (some === undefined || (toCount(some) > 0 && row[`fit${index}`] === some)) return false;
      rungs[index] = toCount(some) === 0 ? VARCHAR : (rungs[index] ?? VARCHAR) + 1;
      return true;
    });
  }
}
