/** Up to this n the matrix is used for every x in the middle; its power stays within a double's range up to `MATRIX_ROWS`. */
const SMALL = 140;
const MATRIX_ROWS = 500;

/**
 * Probability that Kolmogorov's one-sample statistic of `n` rows is at least `x`, to five digits or more.
 *
 * By the parts of Simard, R. & L'Ecuyer, P. (2011), Journal of Statistical Software 39(11): in the tail twice the one-sided
 * probability (both sides at once are too rare to count), else Durbin's matrix for small n or x and Pelz and Good's series.
 * SciPy's `kstwo` draws the same lines, so that the digits are the same too.
 */
export function kolmogorovSurvival(n: number, x: number): number {
  if (x <= 0) return 1;
  if (x >= 1) return 0;
  const tail = n <= SMALL ? 4 : 2.2;
  if (x >= 0.5 || n * x * x >= tail) return Math.min(1, 2 * oneSided(n, x));
  const exact = n <= SMALL || (n <= MATRIX_ROWS && n * x ** 1.5 <= 1.4);
  const below = exact ? durbin(n, x) : pelzGood(n, x);
  return Math.min(1, Math.max(0, 1 - below));
}

/**
 * Probability that √n times the statistic is at least `x`, as n grows without bound: 2 Σ (−1)^(k − 1) exp(−2 k² x²). Of two
 * samples n stands for n m / (n + m). Smirnov, N. (1948), Annals of Mathematical Statistics 19, 279-281.
 */
export function kolmogorovLimit(x: number): number {
  // Below this the series converges slowly, and to 1 in twelve digits.
  if (x < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 20; k++) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, Math.max(0, 2 * sum));
}

/** P(D+ >= x). Birnbaum, Z. W. & Tingey, F. H. (1951), Annals of Mathematical Statistics 22, 592-596. */
function oneSided(n: number, x: number): number {
  let sum = (1 - x) ** n;
  let logChoose = 0;
  for (let v = 1; v <= n * (1 - x); v++) {
    logChoose += Math.log((n - v + 1) / v);
    const rest = 1 - x - v / n;
    if (rest <= 0) continue;
    sum += x * Math.exp(logChoose + (v - 1) * Math.log(x + v / n) + (n - v) * Math.log(rest));
  }
  return sum;
}

/** P(D < x): an element of the n-th power of a matrix. Marsaglia, Tsang & Wang (2003), Journal of Statistical Software 8(18). */
function durbin(n: number, x: number): number {
  const k = Math.ceil(n * x);
  const h = k - n * x;
  const size = 2 * k - 1;
  const factorials = Array.from({ length: size + 1 }, () => 1);
  for (let i = 1; i <= size; i++) factorials[i] = (factorials[i - 1] as number) * i;
  const element = (row: number, column: number): number => {
    const power = row - column + 1;
    if (power < 0) return 0;
    const last = row === size - 1;
    let value = 1;
    if (column === 0) value -= h ** power;
    if (last) value -= h ** power;
    if (column === 0 && last && 2 * h > 1) value += (2 * h - 1) ** power;
    return value / (factorials[power] as number);
  };
  const matrix = Float64Array.from({ length: size * size }, (_, at) =>
    element(Math.floor(at / size), at % size),
  );
  let probability = matrixPower(matrix, size, n)[(k - 1) * size + k - 1] as number;
  for (let i = 1; i <= n; i++) probability *= i / n;
  return probability;
}

function matrixPower(matrix: Float64Array, size: number, power: number): Float64Array {
  if (power === 1) return matrix;
  const half = matrixPower(matrix, size, Math.floor(power / 2));
  const square = product(half, half, size);
  return power % 2 === 0 ? square : product(square, matrix, size);
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let inner = 0; inner < size; inner++) {
      const factor = a[row * size + inner] as number;
      for (let column = 0; column < size; column++) {
        const at = row * size + column;
        result[at] = (result[at] as number) + factor * (b[inner * size + column] as number);
      }
    }
  }
  return result;
}

/** P(D < x) up to O(1/n²). Pelz, W. & Good, I. J. (1976), Journal of the Royal Statistical Society B 38, 152-156. */
function pelzGood(n: number, x: number): number {
  const z = Math.sqrt(n) * x;
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const sums = [0, 0, 0, 0];
  const add = (order: number, value: number) => {
    sums[order] = (sums[order] as number) + value;
  };
  // Terms beyond the twentieth are below 1e-300 for every z that comes here.
  for (let k = 0; k < 20; k++) {
    const u = (Math.PI * (k + 0.5)) ** 2;
    const weight = 2 * Math.exp(-u / (2 * z2));
    add(0, weight / z);
    add(1, (weight * (u - z2)) / (6 * z4));
    add(2, (weight * (6 * z6 + 2 * z4 + u * (2 * z4 - 5 * z2) + u * u * (1 - 2 * z2))) / (72 * z6 * z));
    const third =
      u ** 3 * (5 - 30 * z2) +
      u * u * (212 * z4 - 60 * z2) +
      u * (135 * z4 - 96 * z6) -
      30 * z6 -
      90 * z4 * z4;
    add(3, (weight * third) / (6480 * z6 * z4));
    const w = (Math.PI * k) ** 2;
    const whole = 2 * Math.exp(-w / (2 * z2));
    add(2, -(whole * w) / (36 * z2 * z));
    add(3, (whole * (3 * w * z2 - w * w)) / (216 * z6));
  }
  const scale = Math.sqrt(Math.PI / 2);
  return sums.reduce((total, sum, order) => total + (scale * sum) / n ** (order / 2), 0);
}
