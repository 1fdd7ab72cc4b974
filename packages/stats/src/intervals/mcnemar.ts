import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';

/**
 * Exact two-sided p-value of McNemar's test: of `onlyBase + onlyCandidate` rows that one model alone got right, does
 * either model have more than half? 1 when there are none.
 *
 * McNemar, Q. (1947), Psychometrika 12, 153-157; exact form: twice the lower binomial tail at one half, at most 1.
 */
export function mcnemarExact(onlyBase: number, onlyCandidate: number): number {
  const discordant = onlyBase + onlyCandidate;
  if (discordant === 0) return 1;
  return Math.min(1, 2 * binomialCdf(Math.min(onlyBase, onlyCandidate), discordant, 0.5));
}
