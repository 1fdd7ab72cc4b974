import type { Change } from '@assay/contract';
import { expect, it } from 'vitest';
import { outlastsCorrection } from './multiplicity.ts';

/** A change `z` standard errors from none: the interval reaches 1.959964 of them to each side. */
function at(z: number, confidence: number | null = 0.95): Change {
  return {
    metric: 'roc_auc',
    slice: 'night',
    direction: 'higher',
    base: 0.9,
    candidate: 0.9 + z / 100,
    value: z / 100,
    low: (z - 1.959964) / 100,
    high: (z + 1.959964) / 100,
    confidence,
    method: 'bootstrap-paired',
    n: 1000,
    reason: null,
    detectable: null,
  };
}

// p of 2.1 standard errors is 0.0357: under 0.05 alone; the least of 20 is multiplied by 20, to 0.71.
it('takes one of twenty for chance that it would believe alone', () => {
  expect(outlastsCorrection([at(2.1)])).toEqual([true]);
  expect(outlastsCorrection([at(2.1), ...Array.from({ length: 19 }, () => at(0))])).not.toContain(true);
});

// Step up: the largest of 20 equal p-values is multiplied by 20/20.
it('believes twenty of twenty', () => {
  expect(outlastsCorrection(Array.from({ length: 20 }, () => at(-2.1)))).not.toContain(false);
});

// p of 3.1 standard errors is 0.0019: 0.0019 times 20 is 0.039.
it('finds the one that stands out', () => {
  const changes = [at(0.3), at(-3.1), ...Array.from({ length: 18 }, () => at(0.5))];
  expect(outlastsCorrection(changes).indexOf(true)).toBe(1);
});

it('holds with intervals of no width, and with none', () => {
  const none = { ...at(5), low: null, high: null };
  const exact = { ...at(5), low: 0.05, high: 0.05 };
  const nothing = { ...at(0), low: 0, high: 0 };
  expect(outlastsCorrection([none, exact, nothing, null])).toEqual([false, true, false, false]);
  expect(outlastsCorrection([at(0, Number.MIN_VALUE)])).toHaveLength(1);
});
