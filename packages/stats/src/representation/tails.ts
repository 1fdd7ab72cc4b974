import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import { standardNormalProbability } from '../intervals/normal.ts';

/** Probabilities of counts at most, and at least, as large as the one observed, itself in both. */
export interface Tails {
  readonly asFew: number;
  readonly asMany: number;
}

/** Of `count` in `n` rows, each in the group with a known probability. Exact. */
export function knownShare(count: number, n: number, share: number): Tails {
  return { asFew: binomialCdf(count, n, share), asMany: binomialCdf(n - count, n, 1 - share) };
}

/** A count of rows among all rows of its sample. */
export interface Part {
  readonly count: number;
  readonly n: number;
}

/** Below this many expected rows, the normal approximation of a count is left (Cochran, 1954). */
const FEW = 5;

/**
 * Of a count where the true share is `ratio` times that of another sample.
 *
 * The score test of a ratio of proportions (Koopman, 1984, Biometrics 40, 513-517; at ratio 1 the chi-squared test without
 * correction). Where few rows are expected, the exact test of the ratio of two Poisson rates, given the sum of both counts
 * (Przyborowski & Wilenski, 1940, Biometrika 31, 313-323), which keeps its level for proportions too.
 */
export function ratioOfShares(current: Part, reference: Part, ratio: number): Tails {
  const both = current.count + reference.count;
  const exposure = ratio * current.n;
  if ((both * Math.min(exposure, reference.n)) / (exposure + reference.n) < FEW)
    return knownShare(current.count, both, exposure / (exposure + reference.n));
  const share = referenceShare(current, reference, ratio);
  const variance = ratio * share * ((1 - ratio * share) / current.n + (ratio * (1 - share)) / reference.n);
  const gap = current.count / current.n - (ratio * reference.count) / reference.n;
  // Without a variance both samples are of one group, and of no other; then there is no gap either.
  const z = variance > 0 ? gap / Math.sqrt(variance) : 0;
  return { asFew: standardNormalProbability(z), asMany: standardNormalProbability(-z) };
}

/** The reference's share that makes both counts likeliest, where the current one is `ratio` times as large. */
function referenceShare(current: Part, reference: Part, ratio: number): number {
  const both = current.count + reference.count;
  const half = (ratio * (current.n + reference.count) + reference.n + current.count) / 2;
  const square = half ** 2 - ratio * (current.n + reference.n) * both;
  return both / (half + Math.sqrt(Math.max(0, square)));
}
