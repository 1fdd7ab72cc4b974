import type { Reading } from '../column/reading.ts';
import { type Engine, toCount } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import { nameInSql } from './column-name.ts';
import type { Spread } from './spread.ts';

/** One column that is never greater than another. */
export interface Pair {
  readonly smaller: Reading;
  readonly greater: Reading;
  /** Rows that have both. */
  readonly rows: number;
  /** The share of rows that would break it, were the two columns independent of each other. */
  readonly byChance: number;
}

/** A column, and where its values lie, if they are numbers. */
interface Measured {
  readonly reading: Reading;
  readonly present: number;
  readonly spread: Spread | null;
}

/** A rule that fewer rows keep says little; and pairs of more columns than these are too many to ask for. */
const MANY_ROWS = 1000;
const MOST_COLUMNS = 30;
/** A rule that independent columns would seldom break is no rule: it follows from what each of them is. */
const OFTEN_BROKEN = 0.1;

/**
 * Columns of numbers where a <= b holds in every one of many rows, though it would not if they had nothing to do with each
 * other: in a tenth of all combinations of their values, or more, a is the greater.
 */
export async function pairsOf(
  engine: Engine,
  source: Table,
  columns: readonly Measured[],
): Promise<readonly Pair[]> {
  const numbers = columns
    .filter(({ spread, present }) => spread !== null && present >= MANY_ROWS)
    .slice(0, MOST_COLUMNS);
  const pairs = numbers.flatMap((a) =>
    numbers.flatMap((b) => {
      const byChance = a === b ? 0 : shareGreater(a, b);
      return byChance >= OFTEN_BROKEN ? [{ smaller: a.reading, greater: b.reading, byChance }] : [];
    }),
  );
  if (pairs.length === 0) return [];
  const values = numbers.map(({ reading }) => `${reading.value} AS v${reading.index}`);
  const counts = pairs.map(({ smaller: { index: a }, greater: { index: b } }, i) =>
    [
      `count(*) FILTER (WHERE v${a} IS NOT NULL AND v${b} IS NOT NULL) AS n${i}`,
      `count(*) FILTER (WHERE v${a} > v${b}) AS broken${i}`,
    ].join(', '),
  );
  const [row = {}] = await engine.query(
    `SELECT ${counts.join(', ')} FROM (SELECT ${values.join(', ')} FROM ${source.raw})`,
  );
  return pairs.flatMap((pair, i) => {
    const rows = toCount(row[`n${i}`]);
    return rows >= MANY_ROWS && toCount(row[`broken${i}`]) === 0 ? [{ ...pair, rows }] : [];
  });
}

/** Pr(A > B) of independent values, on the quantiles of both. */
function shareGreater(a: Measured, b: Measured): number {
  const [as, bs] = [a.spread?.grid ?? [], b.spread?.grid ?? []];
  const greater = as.reduce((sum, x) => sum + bs.filter((y) => x > y).length, 0);
  return greater / (as.length * bs.length);
}

/** As a contract writes it, in SQL. */
export function inWords({ smaller, greater }: Pair): string {
  return `${nameInSql(smaller.column)} <= ${nameInSql(greater.column)}`;
}
