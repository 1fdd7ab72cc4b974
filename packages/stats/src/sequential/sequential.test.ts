import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../bootstrap/random.ts';
import { CONFORMAL_HISTORY, conformalLogE } from './conformal.ts';
import { meanLevel, nextLevel } from './e-detector.ts';
import { COMPONENTS, distributionError, largestGrowth, nextLevels, shareError } from './margin-test.ts';
import { flagStreams } from './streams.ts';

describe('nextLevel', () => {
  it('is M <- e (1 + M)', () => {
    // From M = 0 by e = 2, 3, 0.5: 2, 9, 5.
    let level = 0;
    for (const e of [2, 3, 0.5]) level = nextLevel(level, Math.log(e));
    expect(level).toBeCloseTo(Math.log(6), 14);
  });

  it('neither overflows nor cancels', () => {
    expect(nextLevel(1e6, 1e9)).toBe(1e6 + 1e9);
    expect(nextLevel(0, -100) / Math.exp(-100)).toBeCloseTo(1, 12);
    expect(nextLevel(0, Number.NEGATIVE_INFINITY)).toBe(0);
  });
});

it('meanLevel is the level of the mean of M', () => {
  // M = 0, 3, 9: mean 4.
  expect(meanLevel([0, Math.log(4), Math.log(10)])).toBeCloseTo(Math.log(5), 14);
  expect(meanLevel([0, 5000])).toBeCloseTo(5000 - Math.LN2, 10);
  expect(meanLevel([0, 0, 0])).toBe(0);
});

describe('nextLevels', () => {
  it('bets each lambda on each sign', () => {
    // n = 100, excess over the slack +0.15 - 0.05 = 0.1 and -0.15 - 0.05 = -0.2:
    // log e = 100 (0.04 x 0.1 - 0.04^2 / 8) = 0.38 and 100 (0.04 x -0.2 - 0.0002) = -0.82; M = e, as M was 0.
    const levels = nextLevels(new Float32Array(COMPONENTS), [{ difference: 0.15, n: 100, slack: 0.05 }]);
    expect(levels[0]).toBeCloseTo(Math.log1p(Math.exp(0.38)), 6);
    expect(levels[5]).toBeCloseTo(Math.log1p(Math.exp(-0.82)), 6);
    // lambda = 0.64: 100 (0.64 x 0.1 - 0.64^2 / 8) = 1.28.
    expect(levels[4]).toBeCloseTo(Math.log1p(Math.exp(1.28)), 6);
  });

  it('leaves the detector of a share without rows as it is', () => {
    const levels = new Float32Array(COMPONENTS).fill(3);
    expect(nextLevels(levels, [{ difference: 0, n: 0, slack: 0.05 }])).toEqual(levels);
  });

  it('has an e-value of at most 1 in expectation wherever the difference is within the margin', () => {
    // Exactly: over all outcomes of a binomial of 40 rows, whose share is the reference's plus the margin, at the most.
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: -0.2, max: 0.2, noNaN: true }),
        (p, shift) => {
          const share = Math.min(1, Math.max(0, p + shift));
          const n = 40;
          const expectation = new Float64Array(COMPONENTS);
          let mass = (1 - share) ** n;
          for (let k = 0; k <= n; k++) {
            if (share === 1) mass = k === n ? 1 : 0;
            const levels = nextLevels(new Float32Array(COMPONENTS), [
              { difference: k / n - p, n, slack: 0.2 },
            ]);
            for (let c = 0; c < COMPONENTS; c++)
              expectation[c] = (expectation[c] ?? 0) + mass * Math.expm1(levels[c] ?? Number.NaN);
            mass *= ((n - k) / (k + 1)) * (share / (1 - share));
          }
          for (const e of expectation) expect(e).toBeLessThanOrEqual(1 + 1e-6);
        },
      ),
    );
  });
});

it('errors of a reference are DKW and Hoeffding with Bonferroni', () => {
  // sqrt(ln(2000) / 100000) and sqrt(ln(8000) / 100000)
  expect(distributionError(50_000, 0.001)).toBeCloseTo(0.0087183, 7);
  expect(shareError(50_000, 4, 0.001)).toBeCloseTo(0.0094801, 7);
});

it('largestGrowth is what the worst row adds', () => {
  // The reference's 0.3 becomes 1: 0.64 (0.7 - 0.1) - 0.64^2 / 8 = 0.3328; no evidence is possible beyond a slack of 0.7.
  expect(largestGrowth(0.3, 0.1)).toBeCloseTo(0.3328, 12);
  expect(largestGrowth(0.3, 0.7)).toBeLessThan(0);
});

describe('flagStreams', () => {
  const level = (m: number) => Math.log1p(m);

  it('steps up: three of four at 150 are flagged, though one alone would need 400', () => {
    // J / (alpha k) = 400, 200, 133, 100.
    const { flagged, threshold } = flagStreams([150, 1, 150, 150].map(level), 0.01);
    expect(flagged).toEqual([true, false, true, true]);
    expect(threshold).toBeCloseTo(level(400 / 3), 12);
    expect(flagStreams([150, 1, 1, 150].map(level), 0.01)).toEqual({
      flagged: [false, false, false, false],
      threshold: level(400),
    });
  });

  it('flags at the threshold itself', () => {
    expect(flagStreams([level(100)], 0.01).flagged).toEqual([true]);
    expect(flagStreams([level(99.999)], 0.01).flagged).toEqual([false]);
  });
});

describe('conformalLogE', () => {
  const history = (n: number) => Float64Array.from({ length: n }, (_, i) => i);

  it('is 1 / (2 sqrt(p)) of the rank from the middle', () => {
    // 0..8 and 100: the median is 4.5; nothing is stranger than 100, so p = 1/10.
    expect(conformalLogE(history(9), 100)).toBeCloseTo(Math.log(Math.sqrt(10) / 2), 14);
    // 0..8 and -1: the median is 3.5; 8 and -1 are 4.5 from it, so p = 2/10.
    expect(conformalLogE(history(9), -1)).toBeCloseTo(Math.log(Math.sqrt(5) / 2), 14);
    expect(conformalLogE(new Float64Array(9), 0)).toBeCloseTo(Math.log(0.5), 14);
  });

  it('cannot be evidence before the history is long enough', () => {
    expect(conformalLogE(history(CONFORMAL_HISTORY - 1), 1e9)).toBeLessThanOrEqual(0);
    expect(conformalLogE(history(CONFORMAL_HISTORY), 1e9)).toBeGreaterThan(0);
  });

  it('has a mean of at most 1 on exchangeable values, and is finite on huge ones', () => {
    const random = seeded(7);
    let sum = 0;
    for (let draw = 0; draw < 20_000; draw++) {
      const values = Float64Array.from({ length: 12 }, () => Math.abs(random.next()));
      sum += Math.exp(conformalLogE(values.subarray(1), values[0] ?? Number.NaN));
    }
    // (1 / 12) sum of sqrt(12 / j) / 2 over j = 1..12 is 0.81; pairs of ties lower it.
    expect(sum / 20_000).toBeLessThan(0.815);
    expect(conformalLogE(Float64Array.of(1.7e308, -1.7e308), 1.7e308)).toBeLessThan(0);
  });
});
