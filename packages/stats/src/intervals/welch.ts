import quantileOfT from '@stdlib/stats-base-dists-t-quantile';
import type { EstimatedInterval } from './interval.ts';

/** Mean, and standard deviation (n - 1), of repeated trainings. */
export interface Spread {
  readonly mean: number;
  readonly sd: number;
}

/** @param values at least two */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length < 2) throw new RangeError(`${values.length} values have no spread`);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}

/**
 * The difference of two means (candidate - base) of independent values, at least two of each, with spreads that need not be
 * equal. Where neither has any spread, it is known exactly.
 *
 * Welch, B. L. (1947), Biometrika 34, 28-35; degrees of freedom after Satterthwaite (1946), Biometrics Bulletin 2, 110-114.
 */
export function welch(
  base: readonly number[],
  candidate: readonly number[],
  confidence: number,
): EstimatedInterval {
  const [before, now] = [spreadOf(base), spreadOf(candidate)];
  const value = now.mean - before.mean;
  const [u, v] = [before.sd ** 2 / base.length, now.sd ** 2 / candidate.length];
  if (u + v === 0) return { value, low: value, high: value };
  const freedom = (u + v) ** 2 / (u ** 2 / (base.length - 1) + v ** 2 / (candidate.length - 1));
  const half = quantileOfT(0.5 + confidence / 2, freedom) * Math.sqrt(u + v);
  return { value, low: value - half, high: value + half };
}
