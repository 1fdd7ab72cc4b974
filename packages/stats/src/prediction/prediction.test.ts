import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestNextCount, nextQuantile } from './index.ts';

const file = new URL('../../../../test/agreement/prediction/reference.json', import.meta.url);

/** What SciPy says: test/agreement/prediction/reference.py wrote it. */
const { counts, quantiles } = JSON.parse(readFileSync(file, 'utf8')) as {
  counts: { count: number; miss: number; next: number }[];
  quantiles: { q: number; n: number; miss: number; low: number; high: number; outside: number }[];
};

test('the largest next count is the one that SciPy counts up to', () => {
  for (const { count, miss, next } of counts) expect(largestNextCount(count, miss)).toBe(next);
  // 2^-16 > 1e-5 > 2^-17
  expect(largestNextCount(0, 1e-5)).toBe(16);
});

test('it grows with what was seen, and lies above it', () => {
  fc.assert(
    fc.property(fc.nat(2000), fc.double({ min: 1e-9, max: 0.4, noNaN: true }), (count, miss) => {
      const next = largestNextCount(count, miss);
      expect(next).toBeGreaterThanOrEqual(count);
      expect(largestNextCount(count + 1, miss)).toBeGreaterThanOrEqual(next);
    }),
    { numRuns: 100 },
  );
});

test('the quantile of the next sample: shares whose ranks are those of the reference, and what is outside is rare', () => {
  for (const { q, n, miss, low, high, outside } of quantiles) {
    const found = nextQuantile(q, n, miss);
    expect(Math.floor(found.low * n)).toBe(low);
    expect(Math.ceil(found.high * n)).toBe(high);
    // The exact probability, by the negative hypergeometric distribution.
    if (n >= 1000) expect(outside).toBeLessThan(4 * miss);
  }
});
