import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reference } from '../testing/reference.ts';
import { mcnemarExact } from './mcnemar.ts';
import { newcombe, newcombePaired } from './newcombe.ts';
import { criticalValue } from './normal.ts';
import { unpairedDifference } from './square-and-add.ts';
import { wilson } from './wilson.ts';

test.each(reference.normal)('critical value at $confidence agrees with SciPy', ({ confidence, critical }) => {
  expect(criticalValue(confidence)).toBeCloseTo(critical, 13);
});

test.each(reference.wilson)(
  'Wilson of $successes of $n at $confidence agrees with statsmodels',
  (example) => {
    const { low, high } = wilson(example.successes, example.n, example.confidence);
    expect(low).toBeCloseTo(example.low, 13);
    expect(high).toBeCloseTo(example.high, 13);
  },
);

test.each(reference.newcombe)('Newcombe of $base and $candidate agrees with statsmodels', (example) => {
  const [base, candidate] = [example.base, example.candidate].map(([successes, n]) => ({ successes, n }));
  if (!base || !candidate) throw new Error('two proportions');
  const { low, high } = newcombe(base, candidate, 0.95);
  expect(low).toBeCloseTo(example.low, 12);
  expect(high).toBeCloseTo(example.high, 12);
});

test('Newcombe of 56/70 - 48/80 is the published 0.0524 to 0.3339 (1998, Statistics in Medicine 17, 873, table II)', () => {
  const { low, high } = newcombe({ successes: 48, n: 80 }, { successes: 56, n: 70 }, 0.95);
  expect([low, high]).toEqual([expect.closeTo(0.0524, 4), expect.closeTo(0.3339, 4)]);
});

test('paired Newcombe of 36, 12, 2, 0 is the published 0.0569 to 0.3404 (1998, Statistics in Medicine 17, 2635)', () => {
  // There p1 - p2 = 12/50 - 2/50; the row that only the candidate got right is that of 12.
  const interval = newcombePaired({ bothRight: 36, onlyBase: 2, onlyCandidate: 12, bothWrong: 0 }, 0.95);
  expect(interval.value).toBeCloseTo(0.2, 14);
  expect([interval.low, interval.high]).toEqual([expect.closeTo(0.0569, 4), expect.closeTo(0.3404, 4)]);
});

test.each(reference.newcombe_paired)(
  'paired Newcombe of $counts is the printed formula',
  ({ counts, low, high }) => {
    const interval = newcombePaired(counts, 0.95);
    expect(interval.low).toBeCloseTo(low, 13);
    expect(interval.high).toBeCloseTo(high, 13);
  },
);

test.each(reference.mcnemar)(
  'McNemar of $only_base and $only_candidate agrees with statsmodels',
  (example) => {
    const p = mcnemarExact(example.only_base, example.only_candidate);
    expect(Math.abs(p - example.p)).toBeLessThanOrEqual(1e-12 * example.p);
  },
);

test('McNemar without discordant rows is 1', () => {
  expect(mcnemarExact(0, 0)).toBe(1);
});

test('no rows is null with a reason', () => {
  expect(wilson(0, 0, 0.95)).toEqual({ value: null, low: null, high: null, reason: 'no-rows' });
  const none = { bothRight: 0, onlyBase: 0, onlyCandidate: 0, bothWrong: 0 };
  expect(newcombePaired(none, 0.95).reason).toBe('no-rows');
  expect(newcombe({ successes: 0, n: 0 }, { successes: 1, n: 2 }, 0.95).reason).toBe('undefined-in-base');
});

test('a difference of two stored intervals: the distances join at a right angle', () => {
  // Down sqrt(0.3^2 + 0.4^2) = 0.5, up sqrt(0.12^2 + 0.05^2) = 0.13.
  const base = { value: 0.5, low: 0.45, high: 0.9 };
  const candidate = { value: 0.6, low: 0.3, high: 0.72 };
  expect(unpairedDifference(base, candidate)).toEqual({
    value: expect.closeTo(0.1, 14),
    low: expect.closeTo(-0.4, 14),
    high: expect.closeTo(0.23, 14),
  });
});

test('a difference keeps its value where an interval is missing', () => {
  const bare = { value: 0.5, low: null, high: null, reason: 'no-variation' } as const;
  const difference = unpairedDifference(bare, { value: 0.75, low: 0.7, high: 0.8 });
  expect(difference).toEqual({ value: 0.25, low: null, high: null, reason: 'no-interval' });
});

const count = fc.integer({ min: 0, max: 500 });
const confidence = fc.constantFrom(0.5, 0.9, 0.95, 0.999);

test('intervals contain their value and keep to their range', () => {
  fc.assert(
    fc.property(
      count,
      count,
      count,
      count,
      confidence,
      (bothRight, onlyBase, onlyCandidate, bothWrong, at) => {
        fc.pre(bothRight + onlyBase + onlyCandidate + bothWrong > 0);
        const rows = bothRight + onlyBase + onlyCandidate + bothWrong;
        const one = wilson(bothRight, rows, at);
        const two = newcombePaired({ bothRight, onlyBase, onlyCandidate, bothWrong }, at);
        for (const [interval, least] of [[one, 0] as const, [two, -1] as const]) {
          if (interval.low === null) throw new Error('there are rows');
          expect(interval.low).toBeLessThanOrEqual(interval.value);
          expect(interval.high).toBeGreaterThanOrEqual(interval.value);
          expect(interval.low).toBeGreaterThanOrEqual(least - 1e-12);
          expect(interval.high).toBeLessThanOrEqual(1 + 1e-12);
        }
      },
    ),
  );
});

test('a paired difference changes its sign when the models change places', () => {
  fc.assert(
    fc.property(count, count, count, count, (bothRight, onlyBase, onlyCandidate, bothWrong) => {
      fc.pre(bothRight + onlyBase + onlyCandidate + bothWrong > 0);
      const there = newcombePaired({ bothRight, onlyBase, onlyCandidate, bothWrong }, 0.95);
      const back = newcombePaired(
        { bothRight, onlyBase: onlyCandidate, onlyCandidate: onlyBase, bothWrong },
        0.95,
      );
      expect(there.low).toBeCloseTo(-(back.high ?? Number.NaN), 12);
      expect(there.high).toBeCloseTo(-(back.low ?? Number.NaN), 12);
    }),
  );
});
