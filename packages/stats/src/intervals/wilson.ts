import { type Interval, noInterval } from './interval.ts';
import { criticalValue } from './normal.ts';

/**
 * Wilson's score interval of a proportion, without continuity correction. `successes` may be fractional.
 *
 * Wilson, E. B. (1927), JASA 22, 209-212; Newcombe (1998), Statistics in Medicine 17, 857-872, method 3.
 */
export function wilson(successes: number, n: number, confidence: number): Interval {
  if (n <= 0) return noInterval('no-rows');
  const z2 = criticalValue(confidence) ** 2;
  const value = successes / n;
  const centre = (successes + z2 / 2) / (n + z2);
  const half = (Math.sqrt(z2) * Math.sqrt((successes * (n - successes)) / n + z2 / 4)) / (n + z2);
  // At 0 of n and n of n the bound is the estimate itself: exactly, whatever the rounding.
  const low = successes === 0 ? 0 : Math.max(0, centre - half);
  const high = successes === n ? 1 : Math.min(1, centre + half);
  return { value, low: Math.min(low, value), high: Math.max(high, value) };
}
