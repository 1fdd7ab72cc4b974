import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chiSquaredSurvival, chiSquaredTwoSample } from './chi-squared.ts';
import { jensenShannon, kullbackLeibler, populationStabilityIndex, totalVariation } from './divergences.ts';
import { kolmogorovLimit, kolmogorovSurvival } from './kolmogorov-distribution.ts';
import { ksPValue, ksStatistic } from './kolmogorov-smirnov.ts';
import { smirnovExact } from './smirnov-exact.ts';
import { wasserstein } from './wasserstein.ts';

const file = new URL('../../../../test/agreement/drift/reference.json', import.meta.url);

/** What SciPy says: test/agreement/drift/run_scipy.py wrote it. */
const { scipy } = JSON.parse(readFileSync(file, 'utf8')) as {
  scipy: Record<'kstwo' | 'ks_2samp' | 'chi2_sf', number[][]>;
};

function relative(ours: number, theirs: number, tolerance: number): void {
  expect(Math.abs(ours - theirs), `${ours} for ${theirs}`).toBeLessThanOrEqual(tolerance * theirs);
}

test("Kolmogorov's distribution is SciPy's `kstwo`, from 1 to 250,000 rows, tails too", () => {
  for (const [n = 0, x = 0, p = 0] of scipy.kstwo) relative(kolmogorovSurvival(n, x), p, 1e-8);
  expect([kolmogorovSurvival(10, 0), kolmogorovSurvival(10, 1)]).toEqual([1, 0]);
});

test('the limit of many rows has the probabilities of its table', () => {
  // Smirnov (1948), table: Q(1.3581) = 0.05, Q(1.6276) = 0.01, Q(0.8276) = 0.5.
  expect(kolmogorovLimit(1.3581)).toBeCloseTo(0.05, 4);
  expect(kolmogorovLimit(1.6276)).toBeCloseTo(0.01, 4);
  expect(kolmogorovLimit(0.8276)).toBeCloseTo(0.5, 4);
  expect([kolmogorovLimit(0), kolmogorovLimit(30)]).toEqual([1, 0]);
});

test("two-sample p-values are SciPy's `ks_2samp`, exact and asymptotic", () => {
  for (const [n = 0, m = 0, statistic = 0, p = 0] of scipy.ks_2samp)
    relative(ksPValue(statistic, n, m), p, 1e-10);
});

test('an exact p-value counted by hand: of 2 and 2 rows, 2 of 6 orders lie apart', () => {
  expect(smirnovExact(1, 2, 2)).toBeCloseTo(2 / 6, 15);
  // aabb, bbaa reach 1; abab, abba, baab, baba only 1/2, as all do.
  expect(smirnovExact(0.5, 2, 2)).toBe(1);
});

test('the chi-squared tail keeps its digits', () => {
  for (const [x = 0, k = 0, p = 0] of scipy.chi2_sf) relative(chiSquaredSurvival(x, k), p, 1e-9);
  expect(chiSquaredSurvival(Number.POSITIVE_INFINITY, 3)).toBe(0);
});

test('two samples of counts: 10, 20 against 20, 10 is 60 (10 10 - 20 20)² / (30 30 30 30)', () => {
  const found = chiSquaredTwoSample([10, 20], [20, 10]);
  expect(found.statistic).toBeCloseTo((60 * 300 ** 2) / 30 ** 4, 12);
  expect(found.degreesOfFreedom).toBe(1);
  expect(chiSquaredTwoSample([7], [9])).toEqual({ statistic: 0, degreesOfFreedom: 0, p: 1 });
});

describe('distances', () => {
  const sorted = (values: readonly number[]) => Float64Array.from(values).sort();
  const samples = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 40 });

  test('the statistic is the largest difference over all values, ties and infinities too', () => {
    const share = (values: Float64Array, at: number) =>
      values.filter((value) => value <= at).length / values.length;
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const [x, y] = [sorted(a), sorted(b)];
        const slow = Math.max(...[...a, ...b].map((at) => Math.abs(share(x, at) - share(y, at))));
        expect(ksStatistic(x, y)).toBeCloseTo(slow, 12);
      }),
    );
    expect(ksStatistic(Float64Array.of(-Infinity, 0), Float64Array.of(0, Infinity))).toBe(0.5);
  });

  test('Wasserstein of samples of one size is the mean difference of what has the same rank', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(pairs, (rows) => {
        const [a, b] = [sorted(rows.map(([x]) => x)), sorted(rows.map(([, y]) => y))];
        const mean =
          a.reduce((sum, value, rank) => sum + Math.abs(value - (b[rank] as number)), 0) / a.length;
        expect(wasserstein(a, b)).toBeCloseTo(mean, 10);
      }),
    );
    // 0 and 1 against 0, 0, 3: 1/2 - 2/3 apart over [0, 1), 1 - 2/3 over [1, 3).
    expect(wasserstein(Float64Array.of(0, 1), Float64Array.of(0, 0, 3))).toBeCloseTo(1 / 6 + 2 / 3, 14);
  });

  test('divergences of (1/2, 1/2) and (1/4, 3/4), by hand', () => {
    const [p, q] = [
      [0.5, 0.5],
      [0.25, 0.75],
    ] as const;
    expect(kullbackLeibler(p, q)).toBeCloseTo(0.5 * Math.log(2) + 0.5 * Math.log(2 / 3), 14);
    expect(populationStabilityIndex(p, q)).toBeCloseTo(0.25 * Math.log(2) - 0.25 * Math.log(2 / 3), 14);
    const middle = 0.5 * Math.log(0.5 / 0.375) + 0.5 * Math.log(0.5 / 0.625);
    const other = 0.25 * Math.log(0.25 / 0.375) + 0.75 * Math.log(0.75 / 0.625);
    expect(jensenShannon(p, q)).toBeCloseTo((middle + other) / 2, 14);
    expect(totalVariation(p, q)).toBe(0.25);
    expect(jensenShannon([1, 0], [0, 1])).toBeCloseTo(Math.LN2, 14);
  });
});
