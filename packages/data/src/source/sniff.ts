import { type Engine, toCount } from '../engine/index.ts';

/** Types that a column of texts may turn out to be, narrowest first, and the test of a text `t`. */
const LADDER: readonly [type: string, fits: (t: string) => string][] = [
  ['BOOLEAN', (t) => `lower(${t}) IN ('true', 'false')`],
  // Only numbers that are written back the same: 007, +5 and 1_000 are texts, and stay as they are.
  ['BIGINT', (t) => `CAST(TRY_CAST(${t} AS BIGINT) AS VARCHAR) = ${t}`],
  ['HUGEINT', (t) => `CAST(TRY_CAST(${t} AS HUGEINT) AS VARCHAR) = ${t}`],
  [
    'DOUBLE',
    (t) =>
      `(TRY_CAST(${t} AS DOUBLE) IS NOT NULL AND NOT contains(${t}, '_') AND NOT ${t} BETWEEN '00' AND '09~' AND NOT ${t} BETWEEN '-00' AND '-09~')`,
  ],
  ['DATE', (t) => `(${t} LIKE '____-__-__' AND TRY_CAST(${t} AS DATE) IS NOT NULL)`],
  ['TIMESTAMP', (t) => `(${t} LIKE '____-__-__%' AND TRY_CAST(${t} AS TIMESTAMP) IS NOT NULL)`],
];

const FIRST_ROWS = 1000;

/**
 * The narrowest type that every text of a column fits, over all rows: VARCHAR where none does, or where all are null.
 *
 * A column climbs the ladder by its first rows, and all rows confirm, so that most columns are tested in full once.
 */
export async function sniffTypes(
  engine: Engine,
  table: string,
  columns: readonly string[],
): Promise<string[]> {
  const rungs = columns.map(() => 0);
  const settled = columns.map(() => false);
  const empty = new Set<number>();
  const climb = async (from: string): Promise<boolean> => {
    const tests = columns.flatMap((column, i) => {
      const fits = settled[i] ? undefined : LADDER[rungs[i] ?? 0]?.[1];
      if (fits === undefined) return [];
      return [`count(${column}) AS some${i}, count(*) FILTER (${fits(column)}) AS fit${i}`];
    });
    if (tests.length === 0) return false;
    const [row = {}] = await engine.query(`SELECT ${tests.join(', ')} FROM ${from}`);
    columns.forEach((_, i) => {
      const some = row[`some${i}`];
      if (some === undefined) return;
      if (toCount(some) === 0) {
        empty.add(i);
        rungs[i] = LADDER.length;
      } else if (toCount(row[`fit${i}`]) === toCount(some)) settled[i] = true;
      else rungs[i] = (rungs[i] ?? 0) + 1;
    });
    return true;
  };
  while (await climb(`(SELECT * FROM ${table} LIMIT ${FIRST_ROWS})`));
  settled.fill(false);
  for (const i of empty) rungs[i] = 0;
  while (await climb(table));
  return rungs.map((rung) => LADDER[rung]?.[0] ?? 'VARCHAR');
}
