import { chiSquaredSurvival, newcombe } from '@assay/stats';
import { spread, type TestResult } from './test-result.ts';

/**
 * Two shares of rows, of nulls or of NaN, by the chi-squared test of a 2 x 2 table; the interval of the size of their
 * difference from that of the difference (Newcombe 1998, method 10).
 */
export function rateTest(
  method: 'null_rate' | 'nan_rate',
  hits: TestResult['rows'],
  rows: TestResult['rows'],
): TestResult {
  const { low, high } = newcombe(
    { successes: hits.current, n: rows.current },
    { successes: hits.reference, n: rows.reference },
    0.95,
  );
  const pooled = (hits.reference + hits.current) / (rows.reference + rows.current);
  const variance = pooled * (1 - pooled) * spread(rows);
  const effect = Math.abs(hits.current / rows.current - hits.reference / rows.reference);
  const [a, b] = [low ?? -1, high ?? 1];
  return {
    method,
    effect,
    low: a > 0 ? a : b < 0 ? -b : 0,
    high: Math.max(Math.abs(a), Math.abs(b)),
    p: variance === 0 ? 1 : chiSquaredSurvival(effect ** 2 / variance, 1),
    floor: Math.sqrt((2 / Math.PI) * variance),
    rows,
    reason: null,
  };
}
