import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';

/**
 * How many rows of a kind the next sample may hold, when this one held `count` and both are of the same size and source: the
 * largest number that is not refuted at the level `miss`.
 *
 * Of all such rows in both samples each is in this one with probability 1/2, whatever their share is: the limit is the largest
 * y for which Pr(X <= count) >= miss with X ~ Binomial(count + y, 1/2). For 0 it is floor(log2(1 / miss)), which is also
 * the limit of how many rows lie beyond the greatest value of this sample, of any continuous distribution. A limit of the
 * share itself (Clopper and Pearson) is narrower: it leaves out the chance of the sample to come.
 *
 * Thatcher (1964), JRSS B 26, 176-192, section 4; of exceedances Gumbel and von Schelling (1950), Annals of Mathematical
 * Statistics 21, 247-262.
 *
 * @param count rows of the kind, a whole number
 * @param miss probability that the next sample holds more, at most
 */
export function largestNextCount(count: number, miss: number): number {
  const isRefuted = (next: number) => binomialCdf(count, count + next, 0.5) < miss;
  let high = Math.max(1, count);
  while (!isRefuted(high)) high *= 2;
  let low = 0;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isRefuted(middle)) high = middle;
    else low = middle;
  }
  return low;
}
