import { criticalValue } from '../intervals/normal.ts';

/**
 * Between which quantiles of this sample the quantile `q` of the next one lies, when both are of the same source and of `n`
 * rows, of any distribution: two shares, within 0 and 1.
 *
 * A nonparametric prediction interval from order statistics. The rank in this sample of an order statistic of another one
 * follows the negative hypergeometric distribution; here by its normal approximation, whose standard deviation as a share of
 * the rows is sqrt(2 q (1 - q) / n). Fligner and Wolfe (1979), JASA 74, 453-456.
 *
 * @param miss probability that it lies outside; of 1,000 rows or more it is at most four times that, to 1e-5
 */
export function nextQuantile(q: number, n: number, miss: number): { low: number; high: number } {
  const reach = criticalValue(1 - miss) * Math.sqrt((2 * q * (1 - q)) / n);
  return { low: Math.max(0, q - reach), high: Math.min(1, q + reach) };
}
