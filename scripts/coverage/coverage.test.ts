import { expect, test } from 'vitest';
import { failureRates } from './failure-rates.ts';
import { coverageOf, truthsOf } from './simulate.ts';
import { worlds } from './worlds/index.ts';

const repetitions = 300;

/** Four standard errors of a share of 0.95 in so many sets. */
const band = 4 * Math.sqrt((0.95 * 0.05) / repetitions);

// Of single models with 200 rows; docs/coverage.md has the rest.
test.each(worlds)(
  '$name: intervals at 0.95 hold the true value in about 95 of 100 sets',
  (world) => {
    const { single } = truthsOf(world, 5000);
    const found = coverageOf(world, 'single', 200, single, { repetitions, replicates: 99, seed: 3 });
    for (const { metric, held, none, approximate } of found) {
      if (approximate) continue;
      expect(held / (repetitions - none), metric).toBeGreaterThan(0.95 - band);
    }
  },
  300_000,
);

test.each([30, 5000])('all numbers of failures of %i tests are counted', (n) => {
  for (const { metric, held, below, above } of failureRates(n)) {
    expect(held + below + above, metric).toBeCloseTo(1, 9);
    expect(held, metric).toBeGreaterThan(0.93);
  }
});
