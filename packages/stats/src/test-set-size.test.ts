import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsForFewChanges, rowsForTolerance } from './test-set-size.ts';

// The table of ease.ml/ci (Renggli et al., MLSys 2019) for H = 32: F1 is n > c, F2 is n - o > c.
test.each([
  [0.99, 0.1, 404, 1340, 1753, 5496],
  [0.99, 0.05, 1615, 5358, 7012, 21984],
  [0.99, 0.025, 6457, 21429, 28045, 87933],
  [0.99, 0.01, 40355, 133930, 175282, 549581],
  [0.999, 0.1, 519, 1455, 2214, 5957],
  [0.9999, 0.1, 634, 1570, 2674, 6417],
  [0.9999, 0.01, 63381, 156956, 267385, 641684],
  [0.99999, 0.01, 74894, 168469, 313437, 687736],
])('reliability %d, tolerance %d: %d, %d, %d and %d rows', (reliability, tolerance, ...published) => {
  const rows = [1, 2].flatMap((variables) =>
    (['none', 'full'] as const).map((adaptivity) =>
      rowsForTolerance({ looks: 32, reliability, tolerance, adaptivity }, { variables }),
    ),
  );
  expect(rows).toEqual(published);
});

test('the published check points of few changes', () => {
  const plan = { looks: 32, reliability: 0.9999, tolerance: 0.01 };
  const few = { changed: 0.1, estimated: true };
  expect(rowsForFewChanges({ ...plan, adaptivity: 'none' }, few)).toBe(29_048);
  expect(rowsForFewChanges({ ...plan, adaptivity: 'full' }, few)).toBe(67_706);
});

test('a share that is known needs ln 2 less: 4 becomes 2', () => {
  const plan = { looks: 32, reliability: 0.9999, tolerance: 0.01, adaptivity: 'none' as const };
  // h(0.1) = 1.1 ln 1.1 - 0.1 = 0.004841198; (ln 32 + ln 20000) / (0.1 h) = 13.369223 / 0.0004841198 = 27615.5
  expect(rowsForFewChanges(plan, { changed: 0.1, estimated: false })).toBe(27_616);
});

test('clauses share the error, and a coefficient widens a mean', () => {
  const plan = { looks: 1, reliability: 0.99, tolerance: 0.1, adaptivity: 'none' as const };
  // ln(5 / 0.01) / 0.02 = 6.214608 / 0.02 = 310.7; 4 ln(1 / 0.01) / 0.02 = 921.03
  expect(rowsForTolerance(plan, { clauses: 5 })).toBe(311);
  expect(rowsForTolerance(plan, { coefficient: 2 })).toBe(922);
});

test('more looks, more reliability, less tolerance: never fewer rows, and seen answers cost more than unseen', () => {
  const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), share, share, share, (looks, reliability, a, b) => {
      const rows = (more: object) =>
        rowsForTolerance({ looks, reliability, tolerance: Math.max(a, b), adaptivity: 'none', ...more });
      expect(rows({ looks: looks + 1 })).toBeGreaterThanOrEqual(rows({}));
      expect(rows({ tolerance: Math.min(a, b) })).toBeGreaterThanOrEqual(rows({}));
      expect(rows({ adaptivity: 'full' })).toBeGreaterThanOrEqual(rows({}));
      expect(rows({ reliability: (1 + reliability) / 2 })).toBeGreaterThanOrEqual(rows({}));
    }),
    { seed: 7 },
  );
});

test.each([
  [{ reliability: 1 }],
  [{ reliability: 0 }],
  [{ tolerance: 0 }],
  [{ tolerance: Number.NaN }],
  [{ looks: 0 }],
])('%j is no plan', (wrong) => {
  const plan = { looks: 32, reliability: 0.99, tolerance: 0.1, adaptivity: 'full' as const };
  expect(() => rowsForTolerance({ ...plan, ...wrong })).toThrow(RangeError);
});
