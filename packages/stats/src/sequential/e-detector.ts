/**
 * One step of a Shiryaev-Roberts e-detector, M <- e (1 + M), kept as its level log(1 + M).
 *
 * Where each e-value has an expectation of at most 1 given the past, M_t - t is a supermartingale, so that stopping when M
 * reaches A gives an average run length to a false alarm of at least A. Shin, Ramdas and Rinaldo (arXiv 2203.03532).
 * A level is finite and at least 0 whatever the evidence; the first is 0.
 */
export function nextLevel(level: number, logE: number): number {
  const logM = logE + level;
  // log(1 + M), without overflow for a large M and without cancellation for a small one.
  return logM > 0 ? logM + Math.log1p(Math.exp(-logM)) : Math.log1p(Math.exp(logM));
}

/**
 * Level of the mean of several detectors, which is an e-detector too: log(1 + mean M) from each log(1 + M).
 *
 * @param levels at least one
 */
export function meanLevel(levels: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < levels.length; i++) largest = Math.max(largest, levels[i] as number);
  let sum = 0;
  for (let i = 0; i < levels.length; i++) sum += Math.exp((levels[i] as number) - largest);
  return Math.max(0, largest + Math.log(sum / levels.length));
}
