/**
 * Holm's step-down adjusted p-values, in the order given: reject those at most alpha, and the probability of any false
 * rejection is at most alpha. Holm, S. (1979), Scandinavian Journal of Statistics 6, 65-70.
 */
export function holm(pValues: readonly number[]): number[] {
  const adjusted = new Array<number>(pValues.length);
  let running = 0;
  ascending(pValues).forEach(({ p, index }, rank) => {
    running = Math.max(running, Math.min(1, p * (pValues.length - rank)));
    adjusted[index] = running;
  });
  return adjusted;
}

/**
 * Benjamini and Hochberg's step-up adjusted p-values, in the order given: reject those at most q, and the expected share
 * of false rejections is at most q. Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const adjusted = new Array<number>(pValues.length);
  let running = 1;
  const sorted = ascending(pValues);
  for (const [rank, { p, index }] of [...sorted.entries()].reverse()) {
    running = Math.min(running, (p * pValues.length) / (rank + 1));
    adjusted[index] = running;
  }
  return adjusted;
}

function ascending(pValues: readonly number[]): { p: number; index: number }[] {
  for (const p of pValues)
    if (!(p >= 0 && p <= 1)) throw new RangeError(`a p-value is between 0 and 1, not ${p}`);
  return pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
}
