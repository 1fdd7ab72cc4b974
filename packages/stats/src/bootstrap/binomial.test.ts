import { expect, test } from 'vitest';
import { randomNumbers } from '../testing/samples.ts';
import { binomial } from './binomial.ts';

test.each([
  [40, 0.3],
  [1000, 0.02],
  [100_000, 0.37],
  [50, 0.9],
  [7, 0.5],
])('binomial(%i, %d) has the distribution of its definition', (n, p) => {
  const draws = 200_000;
  const { uniform } = randomNumbers(n);
  const drawn = new Map<number, number>();
  for (let i = 0; i < draws; i++) {
    const k = binomial(n, p, uniform);
    drawn.set(k, (drawn.get(k) ?? 0) + 1);
  }
  // log of n over k, p^k, (1 - p)^(n - k), term by term.
  let logMass = n * Math.log1p(-p);
  let chiSquared = 0;
  let cells = 0;
  for (let k = 0; k <= n; k++) {
    const expected = draws * Math.exp(logMass);
    if (expected > 20) {
      chiSquared += ((drawn.get(k) ?? 0) - expected) ** 2 / expected;
      cells++;
    }
    logMass += Math.log((n - k) / (k + 1)) + Math.log(p) - Math.log1p(-p);
  }
  // A chi-squared variable with c degrees of freedom has mean c and variance 2c.
  expect(chiSquared).toBeLessThan(cells + 4 * Math.sqrt(2 * cells));
});

test('the certain cases', () => {
  const { uniform } = randomNumbers(1);
  expect([binomial(9, 0, uniform), binomial(9, 1, uniform), binomial(0, 0.5, uniform)]).toEqual([0, 9, 0]);
});
