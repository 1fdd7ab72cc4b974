import { expect, test } from 'vitest';
import { reference } from '../testing/reference.ts';
import { accelerations, jackknifeCells, jackknifeRows } from './acceleration.ts';
import { bcaLevels, percentileLevels } from './levels.ts';

const { values, ...statistics } = reference.bootstraps;
const ones = new Float64Array(values.length).fill(1);

const computed = {
  mean: (weights: Float64Array) => sums(weights, (value) => value),
  root_mean_square: (weights: Float64Array) => Math.sqrt(sums(weights, (value) => value * value)),
};

function sums(weights: Float64Array, of: (value: number) => number): number {
  let [sum, total] = [0, 0];
  values.forEach((value, i) => {
    sum += (weights[i] ?? 0) * of(value);
    total += weights[i] ?? 0;
  });
  return sum / total;
}

/** The quantile as numpy, and so SciPy, has it: the k-th of B values, from 0, has rank k / (B - 1). */
function quantile(ascending: Float64Array, level: number): number {
  const position = level * (ascending.length - 1);
  const [below = 0, above = 0] = [Math.floor(position), Math.ceil(position)].map((at) => ascending[at]);
  return below + (position - Math.floor(position)) * (above - below);
}

test.each(Object.entries(statistics))(
  'BCa levels of a %s are those of SciPy, of its replicates',
  (name, found) => {
    const of = computed[name as keyof typeof computed];
    const statistic = (weights: Float64Array) => [{ value: of(weights) }];
    expect(of(ones)).toBeCloseTo(found.value, 12);
    const [acceleration = Number.NaN] = accelerations(statistic, jackknifeRows(ones, undefined));
    const deviations = Float64Array.from(found.replicates, (replicate) => replicate - found.value).sort();
    const [low, high] = bcaLevels(deviations, acceleration, found.confidence);
    // SciPy's ends are its own quantiles at the levels; ours have another rank, and only the levels are the method's.
    expect(found.value + quantile(deviations, low)).toBeCloseTo(found.bca.low, 10);
    expect(found.value + quantile(deviations, high)).toBeCloseTo(found.bca.high, 10);
    const tail = (1 - found.confidence) / 2;
    expect(found.value + quantile(deviations, tail)).toBeCloseTo(found.percentile.low, 10);
    // The statistic is skewed to the right: so is the interval.
    expect(low).toBeGreaterThan(tail);
    expect(high).toBeGreaterThan(1 - tail);
  },
);

test('the jackknife of cells is that of the rows that they count, and of groups nearly so', () => {
  const rows = Float64Array.from({ length: 5000 }, (_, row) => ((row * 7919) % 5000 < 400 ? 5 : 1));
  const mean = (weights: Float64Array, of: Float64Array) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return [{ value: weights.reduce((sum, weight, i) => sum + weight * (of[i] ?? 0), 0) / total }];
  };
  const cells = Float64Array.of(5, 1);
  const ofCells = accelerations(
    (weights) => mean(weights, cells),
    jackknifeCells(Float64Array.of(400, 4600)),
  );
  const whole = new Float64Array(5000).fill(1);
  const ofGroups = accelerations((weights) => mean(weights, rows), jackknifeRows(whole, undefined));
  // Of 0 or 1 with p = 0.08 the skewness is (1 - 2p) / sqrt(p (1 - p)), a sixth of which over sqrt n is the acceleration.
  const expected = 0.84 / Math.sqrt(0.08 * 0.92) / 6 / Math.sqrt(5000);
  expect(ofCells[0]).toBeCloseTo(expected, 9);
  expect(Math.abs((ofGroups[0] ?? 0) / expected - 1)).toBeLessThan(0.2);
});

test('clusters are left out whole', () => {
  const { parts } = jackknifeRows(Float64Array.of(1, 2, 3, 4), Int32Array.of(7, 3, 7, 3));
  expect(parts.map(({ at, by }) => [[...at], [...by]])).toEqual([
    [
      [0, 2],
      [1, 3],
    ],
    [
      [1, 3],
      [2, 4],
    ],
  ]);
});

test('percentiles of few units lie as far out as Student’s quantile', () => {
  // 10 units: t(9) = 2.262157 at 0.975, times sqrt(10 / 9) = 2.384523, beyond which the normal has 0.0085504.
  expect(percentileLevels(0.95, 10)[0]).toBeCloseTo(0.0085504, 6);
  expect(percentileLevels(0.95, 10)[1]).toBeCloseTo(1 - 0.0085504, 6);
  expect(percentileLevels(0.95, 1e6)[0]).toBeCloseTo(0.025, 6);
  expect(percentileLevels(0.95, 1)).toEqual([0, 1]);
});
