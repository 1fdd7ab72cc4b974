import { criticalValue, standardNormalQuantile } from './intervals/normal.ts';

/**
 * The smallest true change that a two-sided test at `1 - confidence` finds with probability `power`:
 * MDE = (z_{(1 + confidence)/2} + z_power) * se, where se = halfWidth / z_{(1 + confidence)/2}.
 *
 * `halfWidth` is half the width of the interval of the change at this confidence, in the metric's unit; so is the
 * result. About 1.43 half-widths at 0.95 and 0.8.
 */
export function minimumDetectableEffect(halfWidth: number, confidence = 0.95, power = 0.8): number {
  const critical = criticalValue(confidence);
  return ((critical + standardNormalQuantile(power)) / critical) * halfWidth;
}

/**
 * Rows at which an interval of this half-width, now from `n` rows, no longer reaches over a bound that lies `gap` away
 * from the estimate: N = n (halfWidth / gap)^2, rounded up, because widths shrink with the root of n. `null` when the
 * estimate lies on the bound: no number of rows settles that.
 */
export function rowsToSettle(n: number, halfWidth: number, gap: number): number | null {
  const rows = Math.ceil(n * (halfWidth / gap) ** 2);
  return Number.isSafeInteger(rows) ? rows : null;
}
