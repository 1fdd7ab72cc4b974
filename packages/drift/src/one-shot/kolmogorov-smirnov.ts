import { type CellDistance, kolmogorovLimit } from '@assay/stats';
import { spread, type TestResult, untested } from './test-result.ts';

/** 95 % point of Kolmogorov's distribution. */
const CRITICAL = 1.3581;
/** Its mean, sqrt(pi / 2) ln 2. */
const MEAN = Math.sqrt(Math.PI / 2) * Math.LN2;

/**
 * The two-sample Kolmogorov-Smirnov test, with its asymptotic p-value (Smirnov 1948), and an interval of the difference
 * between the two distributions themselves: by how much all differences together can be off, at 95 %.
 */
export function kolmogorovSmirnov(distance: CellDistance, rows: TestResult['rows']): TestResult {
  const without = (['reference', 'current'] as const).find((side) => rows[side] === 0);
  if (without !== undefined)
    return untested(
      'ks',
      rows,
      `the ${without === 'reference' ? 'reference has' : 'current data have'} no value`,
    );
  const unit = Math.sqrt(spread(rows));
  const { value, atMost } = distance;
  return {
    method: 'ks',
    effect: value,
    low: Math.max(0, value - CRITICAL * unit),
    high: Math.min(1, atMost + CRITICAL * unit),
    p: kolmogorovLimit(value / unit),
    floor: MEAN * unit,
    rows,
    reason: null,
  };
}
