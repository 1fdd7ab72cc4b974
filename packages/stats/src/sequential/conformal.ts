/**
 * The log e-value of a value that should be like those before it.
 *
 * How unlike the others each value is, |value - median of all|, ranks the new one among them: under exchangeability
 * p = (1 + #{i: S_i >= S_new}) / (N + 1) is at least uniform, and e = 1 / (2 sqrt(p)) has an expectation of at most 1. The
 * ranks of successive values are independent when each is ranked among all before it (Vovk, Gammerman and Shafer,
 * *Algorithmic Learning in a Random World*), which a history that stands still would not give: by chance
 * it may be narrower than what follows, and every later value would pay for that.
 *
 * p is at least 1 / (N + 1): with fewer than 4 values before it no value can be evidence.
 *
 * @returns at most log(sqrt(N + 1) / 2), and log(1/2) where all are equal
 */
export function conformalLogE(history: Float64Array, value: number): number {
  const all = new Float64Array(history.length + 1);
  all.set(history);
  all[history.length] = value;
  const centre = median(all);
  const strangeness = Math.abs(value - centre);
  let atLeast = 0;
  for (const one of all) if (Math.abs(one - centre) >= strangeness) atLeast++;
  return -Math.LN2 - Math.log(atLeast / all.length) / 2;
}

/** Values that a history needs before one more can be evidence: with N of them e is at most sqrt(N + 1) / 2. */
export const CONFORMAL_HISTORY = 4;

function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  // Halved before adding: two huge values have a median too.
  return sorted.length % 2 === 1 ? upper : (sorted[middle - 1] ?? Number.NaN) / 2 + upper / 2;
}
