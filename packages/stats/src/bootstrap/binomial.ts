/** Numbers uniform in [0, 1). */
export type Uniform = () => number;

/**
 * A binomial variate: sequential inversion where the mean is below 10, else transformed rejection with squeeze.
 *
 * Hörmann, W. (1993), The generation of binomial random variates, Journal of Statistical Computation and Simulation 46,
 * 101-110, algorithm BTRS.
 */
export function binomial(n: number, p: number, uniform: Uniform): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomial(n, 1 - p, uniform);
  return n * p < 10 ? byInversion(n, p, uniform) : byRejection(n, p, uniform);
}

function byInversion(n: number, p: number, uniform: Uniform): number {
  const odds = p / (1 - p);
  let probability = (1 - p) ** n;
  let left = uniform();
  let k = 0;
  while (left > probability && k < n) {
    left -= probability;
    k++;
    probability *= ((n - k + 1) / k) * odds;
  }
  return k;
}

function byRejection(n: number, p: number, uniform: Uniform): number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const odds = p / (1 - p);
  const mode = Math.floor((n + 1) * p);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > n) continue;
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
      (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
      stirlingTail(mode) +
      stirlingTail(n - mode) -
      stirlingTail(k) -
      stirlingTail(n - k);
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k;
  }
}

/** log k! minus Stirling's (k + 1/2) log(k + 1) - (k + 1) + log(2 pi)/2. */
function stirlingTail(k: number): number {
  if (k < 10) {
    let logFactorial = 0;
    for (let i = 2; i <= k; i++) logFactorial += Math.log(i);
    return logFactorial - ((k + 0.5) * Math.log(k + 1) - (k + 1) + 0.5 * Math.log(2 * Math.PI));
  }
  const x = k + 1;
  return (1 / 12 - (1 / 360 - 1 / (1260 * x * x)) / (x * x)) / x;
}
