/** Beyond it exp(1 - x), which bounds the p-value, is 0 in a double (Wei & Dudley 2012, Statistics & Probability Letters 82). */
const UNDERFLOW = 760;

/**
 * Exact probability, were both samples of one continuous distribution, of a two-sample statistic of at least `statistic`.
 *
 * Every order of the pooled rows is a path from (0, 0) to (n, m), all equally likely. By recursion over the end of the
 * path: the share of paths that have touched |i/n - j/m| >= statistic. All terms are positive, so that small p-values
 * keep their digits. Hodges, J. L. (1958), Arkiv för Matematik 3, 469-486. O(n m) at most; less, the smaller the statistic.
 */
export function smirnovExact(statistic: number, n: number, m: number): number {
  if ((2 * statistic * statistic * n * m) / (n + m) > UNDERFLOW) return 0;
  const divisor = greatestCommonDivisor(n, m);
  const [stepI, stepJ] = [m / divisor, n / divisor];
  const bound = Math.round(statistic * stepI * n);
  if (bound === 0) return 1;
  // Inside is |i stepI - j stepJ| < bound; what is outside has touched, and counts as 1.
  const touched = new Float64Array(m + 1);
  let insideTo = Math.min(m, Math.ceil(bound / stepJ) - 1);
  for (let i = 1; i <= n; i++) {
    const from = Math.max(0, Math.floor((i * stepI - bound) / stepJ) + 1);
    const to = Math.min(m, Math.ceil((i * stepI + bound) / stepJ) - 1);
    let left = from === 0 ? 0 : 1;
    for (let j = from; j <= to; j++) {
      const below = j <= insideTo ? (touched[j] as number) : 1;
      left = (i * below + j * left) / (i + j);
      touched[j] = left;
    }
    insideTo = to;
  }
  return touched[m] as number;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
