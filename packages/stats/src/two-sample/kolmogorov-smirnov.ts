import { kolmogorovSurvival } from './kolmogorov-distribution.ts';
import { smirnovExact } from './smirnov-exact.ts';

/** Up to this many rows on both sides the p-value is exact, as in SciPy (`method='auto'`). */
const EXACT_ROWS = 10_000;

/**
 * Two-sample Kolmogorov-Smirnov statistic: the largest difference of the two empirical distribution functions.
 *
 * @param a ascending, not empty, without NaN; so is `b`
 */
export function ksStatistic(a: Float64Array, b: Float64Array): number {
  let largest = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i] as number, b[j] as number);
    while (i < a.length && (a[i] as number) <= value) i++;
    while (j < b.length && (b[j] as number) <= value) j++;
    largest = Math.max(largest, Math.abs(i * b.length - j * a.length));
  }
  return largest / (a.length * b.length);
}

/** The difference of two distribution functions, and how far off it may be because values were counted into cells. */
export interface CellDistance {
  readonly value: number;
  /** The largest that it can be: the value itself where values were compared. */
  readonly atMost: number;
}

/**
 * The largest difference at the edges of cells that both samples were counted into. Between two edges it can only be
 * larger by what lies between them: F(x) - G(x) <= F(b) - G(a) for x in (a, b].
 *
 * @param reference rows in each cell, in ascending order, not all 0; so is `current`, in the same cells
 */
export function ksOfCells(reference: ArrayLike<number>, current: ArrayLike<number>): CellDistance {
  const [n, m] = [sumOf(reference), sumOf(current)];
  let [f, g, value, atMost] = [0, 0, 0, 0];
  for (let cell = 0; cell < reference.length; cell++) {
    const [f0, g0] = [f, g];
    f += (reference[cell] as number) / n;
    g += (current[cell] as number) / m;
    value = Math.max(value, Math.abs(f - g));
    atMost = Math.max(atMost, Math.abs(f - g), f - g0, g - f0);
  }
  return { value: Math.min(1, value), atMost: Math.min(1, atMost) };
}

function sumOf(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i] as number;
  return sum;
}

/**
 * Two-sided p-value of that statistic for samples of `n` and `m` rows: exact up to 10,000 rows on both sides, else of
 * Kolmogorov's distribution at the rounded n m / (n + m). SciPy's `ks_2samp` chooses so too.
 */
export function ksPValue(statistic: number, n: number, m: number): number {
  if (Math.max(n, m) <= EXACT_ROWS) return smirnovExact(statistic, n, m);
  return kolmogorovSurvival(roundHalfEven((n * m) / (n + m)), statistic);
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest < 0.5 || (rest === 0.5 && below % 2 === 0) ? below : below + 1;
}
