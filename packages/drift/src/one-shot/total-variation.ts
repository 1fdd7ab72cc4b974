import { chiSquaredSurvival } from '@assay/stats';
import { spread, type TestResult, untested } from './test-result.ts';

/** Categories are tested in cells in which either side has at least so many rows to be expected (Cochran 1954). */
const EXPECTED = 5;

/** How often a category occurs on both sides. */
export interface Pair {
  readonly reference: number;
  readonly current: number;
}

/**
 * Pools categories that are too rare to be told from chance. The unseen ones, which the reference does not have at all,
 * are together a cell of their own.
 */
export function pooledCells(pairs: Iterable<Pair>, rows: TestResult['rows']): Pair[] {
  const cells: Pair[] = [];
  const unseen = { reference: 0, current: 0 };
  const rare = { reference: 0, current: 0 };
  const smaller = Math.min(rows.reference, rows.current) / (rows.reference + rows.current);
  const expected = (pair: Pair) => (pair.reference + pair.current) * smaller;
  for (const pair of pairs) {
    const pool = pair.reference === 0 ? unseen : expected(pair) < EXPECTED ? rare : null;
    if (pool === null) cells.push(pair);
    else {
      pool.reference += pair.reference;
      pool.current += pair.current;
    }
  }
  if (expected(unseen) >= EXPECTED) cells.push(unseen);
  else rare.current += unseen.current;
  if (rare.reference + rare.current > 0) cells.push(rare);
  return cells;
}

/**
 * The contingency chi-squared test of two samples of categories, on the scale of total variation: the share of rows that
 * would have to change their category, half the sum of |p - q|.
 *
 * The observed distance is too large on average, by at most half the sum of the cells' standard errors, and strays from its
 * average by at most sqrt(ln(1 / alpha) / 2 (1/n + 1/m)) (McDiarmid 1989): the interval allows for both.
 *
 * Where pooling leaves one cell of several nothing was compared. Cells that hold next to all rows or next to none say little of
 * what chance can do: their floor is at least that of a category which half of the rows have, so that a handful of rows is
 * too few for categories as it is for numbers.
 */
export function totalVariation(pairs: readonly Pair[], rows: TestResult['rows']): TestResult {
  const without = (['reference', 'current'] as const).find((side) => rows[side] === 0);
  if (without !== undefined)
    return untested(
      'tv',
      rows,
      `the ${without === 'reference' ? 'reference has' : 'current data have'} no value`,
    );
  const cells = pooledCells(pairs, rows);
  if (cells.length === 1 && pairs.length > 1)
    return { ...untested('tv', rows, null), floor: floorOf(pairs, rows) };
  const [n, m] = [rows.reference, rows.current];
  let [effect, errors, chiSquared] = [0, 0, 0];
  for (const { reference, current } of cells) {
    const [p, q] = [reference / n, current / m];
    const pooled = (reference + current) / (n + m);
    effect += Math.abs(p - q) / 2;
    errors += Math.sqrt((p * (1 - p)) / n + (q * (1 - q)) / m) / 2;
    if (pooled > 0) chiSquared += (p - q) ** 2 / (pooled * spread(rows));
  }
  const stray = Math.sqrt((Math.log(1 / 0.025) / 2) * spread(rows));
  const even = { reference: n / 2, current: m / 2 };
  return {
    method: 'tv',
    effect,
    low: Math.max(0, effect - errors - stray),
    high: Math.min(1, effect + stray),
    p: cells.length < 2 ? 1 : chiSquaredSurvival(chiSquared, cells.length - 1),
    floor: Math.max(floorOf(cells, rows), floorOf([even, even], rows)),
    rows,
    reason: null,
  };
}

/** What the distance is on average if nothing has changed: a normal variable's mean absolute value, of every cell. */
function floorOf(cells: readonly Pair[], rows: TestResult['rows']): number {
  return cells.reduce((floor, { reference, current }) => {
    const pooled = (reference + current) / (rows.reference + rows.current);
    return floor + Math.sqrt((2 / Math.PI) * pooled * (1 - pooled) * spread(rows)) / 2;
  }, 0);
}
