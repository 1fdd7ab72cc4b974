import { BLOCK, type Kernel, kernel } from './kernel.ts';

/**
 * Count, mean and sums of the second and third powers of distances from it. Parts add up (Pébay, Formulas for robust,
 * one-pass parallel computation of covariances and arbitrary-order statistical moments, SAND2008-6212, equations 2.1, 3.1),
 * to the last digits of a double.
 */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly m2: number;
  readonly m3: number;
}

export const noMoments: Moments = { n: 0, mean: 0, m2: 0, m3: 0 };

/** Moments of finite numbers. They overflow where the numbers are beyond 1e100: what is not finite then is not known. */
export function momentsOf(values: Float64Array): Moments {
  let all = noMoments;
  for (let start = 0; start < values.length; start += BLOCK) {
    const block = values.subarray(start, start + BLOCK);
    kernel().numbers.set(block);
    all = addMoments(all, describeBlock(kernel(), block.length).moments);
  }
  return all;
}

/** Of the first n numbers that a kernel holds, at least one. */
export function describeBlock(
  { describe, figures }: Kernel,
  n: number,
): { moments: Moments; zeros: number; negatives: number } {
  describe(n);
  const figure = (place: number) => figures[place] as number;
  return {
    moments: { n, mean: figure(0), m2: figure(1), m3: figure(2) },
    zeros: figure(3),
    negatives: figure(4),
  };
}

/** Moments of two disjoint sets together. */
export function addMoments(a: Moments, b: Moments): Moments {
  if (a.n === 0) return b;
  if (b.n === 0) return a;
  const n = a.n + b.n;
  const d = b.mean - a.mean;
  const share = b.n / n;
  return {
    n,
    mean: a.mean + d * share,
    m2: a.m2 + b.m2 + d * d * a.n * share,
    m3: a.m3 + b.m3 + d * d * d * a.n * share * ((a.n - b.n) / n) + 3 * d * ((a.n / n) * b.m2 - share * a.m2),
  };
}

/** Standard deviation with n - 1; `null` of fewer than two. */
export function sdOf({ n, m2 }: Moments): number | null {
  return n < 2 ? null : Math.sqrt(m2 / (n - 1));
}

/**
 * Adjusted Fisher-Pearson skewness G1 (Joanes and Gill 1998), which pandas' `skew` is, and SciPy's with `bias=False`; `null`
 * of fewer than three, or where all are the same.
 */
export function skewnessOf({ n, m2, m3 }: Moments): number | null {
  if (n < 3 || m2 === 0) return null;
  return ((Math.sqrt(n * (n - 1)) / (n - 2)) * Math.sqrt(n) * m3) / m2 ** 1.5;
}
