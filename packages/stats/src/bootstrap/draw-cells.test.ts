import { expect, test } from 'vitest';
import { drawCells } from './draw-cells.ts';

test.each([
  [40, 0.3],
  [1000, 0.02],
  [100_000, 0.37],
  [100_000, 0.00003],
  [50, 0.9],
  [7, 0.5],
])('the rows of the first of two cells are binomial(%i, %d)', (n, p) => {
  const draws = 200_000;
  const draw = drawCells(Float64Array.of(p, 1 - p), n, n);
  const cells = new Float64Array(2);
  const times = new Map<number, number>();
  for (let i = 0; i < draws; i++) {
    draw(cells);
    const [k = 0] = cells;
    times.set(k, (times.get(k) ?? 0) + 1);
  }
  // log of n over k, p^k, (1 - p)^(n - k), term by term.
  let logMass = n * Math.log1p(-p);
  let [chiSquared, terms] = [0, 0];
  for (let k = 0; k <= n; k++) {
    const expected = draws * Math.exp(logMass);
    if (expected > 20) {
      chiSquared += ((times.get(k) ?? 0) - expected) ** 2 / expected;
      terms++;
    }
    logMass += Math.log((n - k) / (k + 1)) + Math.log(p) - Math.log1p(-p);
  }
  // A chi-squared variable with c degrees of freedom has mean c and variance 2c.
  expect(chiSquared).toBeLessThan(terms + 4 * Math.sqrt(2 * terms));
});

test('the certain cases', () => {
  const cells = new Float64Array(3);
  drawCells(Float64Array.of(0, 1, 0), 9, 1)(cells);
  expect(cells).toEqual(Float64Array.of(0, 9, 0));
  drawCells(Float64Array.of(1, 1, 1), 0, 1)(cells);
  expect(cells).toEqual(Float64Array.of(0, 0, 0));
});

test('one series of draws leaves another as it is', () => {
  const counts = Float64Array.of(30, 20, 50);
  const alone = drawCells(counts, 100, 5);
  const [one, other] = [drawCells(counts, 100, 5), drawCells(Float64Array.of(1, 2), 1000, 6)];
  const [expected, found, others] = [3, 3, 2].map((cells) => new Float64Array(cells)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < 200; i++) alone(expected);
  for (let i = 0; i < 200; i++) {
    one(found);
    other(others);
  }
  expect(found).toEqual(expected);
});
