import { expect, test } from 'vitest';
import { eachDrawOfSums } from './draw-sums.ts';

// The third is the sum of the first two, and so adds nothing of its own.
const means = Float64Array.of(10, -3, 7);
const covariance = [
  [4, 1, 5],
  [1, 9, 10],
  [5, 10, 15],
];
const draws = 100_000;

test('sums are drawn with their means and covariances, of which one may follow from the others', () => {
  const totals = [0, 0, 0];
  const products = [0, 1, 2].map(() => [0, 0, 0]);
  const sums = { means, covariance: Float64Array.from(covariance.flat()) };
  eachDrawOfSums(sums, { draws, seed: 3 }, (drawn) => () => {
    expect(drawn[2]).toBeCloseTo((drawn[0] ?? 0) + (drawn[1] ?? 0), 9);
    const off = means.map((mean, a) => (drawn[a] ?? 0) - mean);
    off.forEach((one, a) => {
      totals[a] = (totals[a] ?? 0) + one;
      off.forEach((other, b) => {
        const row = products[a] ?? [];
        row[b] = (row[b] ?? 0) + one * other;
      });
    });
  });
  covariance.forEach((row, a) => {
    const variance = row[a] ?? 0;
    // Five standard errors: of a mean, and of a covariance, which is at most the root of twice the product of both variances.
    expect(Math.abs((totals[a] ?? 0) / draws)).toBeLessThan(5 * Math.sqrt(variance / draws));
    row.forEach((expected, b) => {
      const noise = Math.sqrt((2 * variance * (covariance[b]?.[b] ?? 0)) / draws);
      expect(Math.abs((products[a]?.[b] ?? 0) / draws - expected), `${a}, ${b}`).toBeLessThan(5 * noise);
    });
  });
});

// Sums of the first one, two, three ... independent deviates have the covariance that they share, and Cholesky's root of these is all ones.
test.each([1, 2, 8, 9, 131, 132])('%d sums of ever more deviates, whatever was drawn before', (size) => {
  const sums = {
    means: Float64Array.from({ length: size }, (_, i) => 1000 * i),
    covariance: Float64Array.from(
      { length: size * size },
      (_, at) => 1 + Math.min(Math.floor(at / size), at % size),
    ),
  };
  const draws = 3;
  // Of variance 1 and independent, they are the deviates themselves.
  const unit = {
    means: new Float64Array(size),
    covariance: Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0)),
  };
  const deviates: Float64Array[] = [];
  eachDrawOfSums(unit, { draws, seed: 7 }, (drawn) => () => deviates.push(drawn.slice()));
  let seen = 0;
  eachDrawOfSums(sums, { draws, seed: 7 }, (drawn) => () => {
    let sum = 0;
    for (const [i, deviate] of (deviates[seen] ?? []).entries()) {
      sum += deviate;
      expect(drawn[i]).toBeCloseTo(1000 * i + sum, 8);
    }
    seen++;
  });
  expect(seen).toBe(draws);
});
