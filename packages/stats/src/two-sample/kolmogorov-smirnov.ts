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
