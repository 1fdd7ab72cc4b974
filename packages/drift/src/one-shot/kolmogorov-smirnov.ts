import { spread, type TestResult, untested } from './test-result.ts';

/** The difference of two distribution functions, and how far off it may be because values were counted into cells. */
export interface Distance {
  readonly value: number;
  /** The largest that it can be: the value itself where values were compared. */
  readonly atMost: number;
}

/**
 * The largest difference at the edges of cells that both samples were counted into. Between two edges it can only be
 * larger by what lies between them: F(x) - G(x) <= F(b) - G(a) for x in (a, b].
 */
export function distanceOfCells(reference: ArrayLike<number>, current: ArrayLike<number>): Distance {
  const [n, m] = [sumOf(reference), sumOf(current)];
  let [f, g, value, atMost] = [0, 0, 0, 0];
  for (let cell = 0; cell < reference.length; cell++) {
    const [f0, g0] = [f, g];
    f += (reference[cell] as number) / n;
    g += (current[cell] as number) / m;
    value = Math.max(value, Math.abs(f - g));
    atMost = Math.max(atMost, Math.abs(f - g), f - g0, g - f0);
  }
  return { value: Math.min(1, value), atMost: Math.min(1, atMost) };
}

function sumOf(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i] as number;
  return sum;
}

/** 95 % point of Kolmogorov's distribution. */
const CRITICAL = 1.3581;
/** Its mean, sqrt(pi / 2) ln 2. */
const MEAN = Math.sqrt(Math.PI / 2) * Math.LN2;

/**
 * The two-sample Kolmogorov-Smirnov test, with its asymptotic p-value (Smirnov 1948), and an interval of the difference
 * between the two distributions themselves: by how much all differences together can be off, at 95 %.
 */
export function kolmogorovSmirnov(distance: Distance, rows: TestResult['rows']): TestResult {
  const without = (['reference', 'current'] as const).find((side) => rows[side] === 0);
  if (without !== undefined)
    return untested(
      'ks',
      rows,
      `the ${without === 'reference' ? 'reference has' : 'current data have'} no value`,
    );
  const unit = Math.sqrt(spread(rows));
  const { value, atMost } = distance;
  return {
    method: 'ks',
    effect: value,
    low: Math.max(0, value - CRITICAL * unit),
    high: Math.min(1, atMost + CRITICAL * unit),
    p: kolmogorovSurvival(value / unit),
    floor: MEAN * unit,
    rows,
    reason: null,
  };
}

/** The probability that Kolmogorov's statistic is at least x: 2 sum of (-1)^(k - 1) exp(-2 k^2 x^2). */
export function kolmogorovSurvival(x: number): number {
  // Below this the series converges slowly, and to 1 in twelve digits.
  if (x < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 20; k++) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, Math.max(0, 2 * sum));
}
