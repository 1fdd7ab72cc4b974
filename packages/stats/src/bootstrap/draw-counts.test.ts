import { expect, test } from 'vitest';
import { drawCounts } from './draw-counts.ts';

// Tables below 64, Cornish and Fisher's quantiles from there.
const counts = Float64Array.of(0, 1, 2, 7, 30, 63, 64, 200, 5000);
const draws = 200_000;

/** Mean and central moments of each cell over many draws. */
function moments() {
  const draw = drawCounts(counts, 7);
  const drawn = new Float64Array(counts.length);
  const sums = Array.from(counts, () => [0, 0, 0]);
  for (let i = 0; i < draws; i++) {
    draw(drawn);
    drawn.forEach((value, cell) => {
      const deviation = value - (counts[cell] ?? 0);
      const sum = sums[cell] ?? [];
      for (let power = 1; power <= 3; power++) sum[power - 1] = (sum[power - 1] ?? 0) + deviation ** power;
    });
  }
  return sums.map((sum) => sum.map((each) => each / draws));
}

const found = moments();

test.each([...counts.keys()].slice(1))(
  'cell %i has the mean, variance and skewness of its Poisson distribution',
  (cell) => {
    const mean = counts[cell] ?? 0;
    const [off = 0, variance = 0, third = 0] = found[cell] ?? [];
    // Variance and third central moment of a Poisson variable are its mean. Five standard errors of the mean; of the others, whose
    // standard errors are sqrt(2 m² + m) and sqrt(15 m³ + …) over the root of the draws, and some for steps of 1/4,096.
    expect(Math.abs(off)).toBeLessThan(5 * Math.sqrt(mean / draws));
    expect(Math.abs(variance - mean)).toBeLessThan(
      5 * Math.sqrt((2 * mean ** 2 + mean) / draws) + 0.001 * mean,
    );
    expect(Math.abs(third - mean)).toBeLessThan(
      6 * Math.sqrt((15 * mean ** 3 + 40 * mean ** 2 + mean) / draws) + 0.01 * mean,
    );
  },
);

test('a cell without rows gets none, and small cells whole numbers', () => {
  const draw = drawCounts(Float64Array.of(0, 5), 3);
  const drawn = new Float64Array(2);
  for (let i = 0; i < 1000; i++) {
    draw(drawn);
    expect(drawn[0]).toBe(0);
    expect(Number.isInteger(drawn[1])).toBe(true);
  }
});

test('neighbouring cells, which share a random word, are independent', () => {
  const draw = drawCounts(Float64Array.of(100, 100), 11);
  const drawn = new Float64Array(2);
  let product = 0;
  for (let i = 0; i < draws; i++) {
    draw(drawn);
    product += ((drawn[0] ?? 0) - 100) * ((drawn[1] ?? 0) - 100);
  }
  // The product of two independent deviations of variance 100 has standard deviation 100.
  expect(Math.abs(product / draws)).toBeLessThan((5 * 100) / Math.sqrt(draws));
});
