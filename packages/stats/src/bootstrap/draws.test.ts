import { describe, expect, test } from 'vitest';
import { drawCells } from './draw-cells.ts';
import { drawClusters, drawRows } from './draws.ts';

/** Mean and variance of each weight over many draws. */
function moments(draw: (weights: Float64Array) => void, size: number, draws: number) {
  const weights = new Float64Array(size);
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  for (let i = 0; i < draws; i++) {
    draw(weights);
    weights.forEach((weight, place) => {
      sums[place] = (sums[place] ?? 0) + weight;
      squares[place] = (squares[place] ?? 0) + weight * weight;
    });
  }
  const means = [...sums].map((sum) => sum / draws);
  return { means, variances: [...squares].map((sum, place) => sum / draws - (means[place] ?? 0) ** 2) };
}

describe('cells are multinomial', () => {
  // Small and large cells, so that both ways of drawing a binomial are taken, and its mirror image above one half.
  const counts = Float64Array.of(3, 0, 40, 700, 0.5, 256.5);
  const total = 1000;
  const draws = 40_000;
  const { means, variances } = moments(drawCells(counts, total, 7), counts.length, draws);

  test.each([...counts.keys()])('cell %i has mean np and variance np(1 - p)', (cell) => {
    const p = (counts[cell] ?? 0) / total;
    const variance = total * p * (1 - p);
    // 5 standard errors; those of a variance include the excess kurtosis (1 - 6p(1 - p)) / (np(1 - p)).
    const kurtosis = variance > 0 ? 2 + (1 - 6 * p * (1 - p)) / variance : 0;
    expect(Math.abs((means[cell] ?? 0) - total * p)).toBeLessThanOrEqual(5 * Math.sqrt(variance / draws));
    expect(Math.abs((variances[cell] ?? 0) - variance)).toBeLessThanOrEqual(
      5 * variance * Math.sqrt(kurtosis / draws),
    );
  });

  test('every draw has all rows', () => {
    const drawn = new Float64Array(counts.length);
    const draw = drawCells(counts, total, 8);
    for (let i = 0; i < 100; i++) {
      draw(drawn);
      expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(total);
    }
  });
});

test('rows are multinomial with equal shares', () => {
  const { means, variances } = moments(drawRows(10, 3), 10, 40_000);
  for (const mean of means) expect(Math.abs(mean - 1)).toBeLessThan(5 * Math.sqrt(0.9 / 40_000));
  for (const variance of variances) expect(variance).toBeCloseTo(0.9, 1);
});

test('rows of a cluster are drawn together, as many clusters as there are, with their own weights', () => {
  // Codes need not be dense: nobody has code 1.
  const group = Int32Array.of(0, 2, 0, 5, 2, 2);
  const weights = Float64Array.of(1, 1, 2, 1, 1, 3);
  const drawn = new Float64Array(6);
  const draw = drawClusters(group, 5, weights);
  for (let i = 0; i < 200; i++) {
    draw(drawn);
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = drawn;
    expect([c, e, f]).toEqual([2 * a, b, 3 * b]);
    expect(a + b + d).toBe(3);
  }
});

test('the same seed draws the same, another seed does not', () => {
  const draw = (seed: number) => {
    const drawn = new Float64Array(50);
    drawRows(50, seed)(drawn);
    return drawn;
  };
  expect(draw(11)).toEqual(draw(11));
  expect(draw(11)).not.toEqual(draw(12));
});
