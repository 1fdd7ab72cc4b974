import { expect, test } from 'vitest';
import { minimumDetectableEffect, rowsToSettle } from './sample-size.ts';

test('the minimum detectable effect is (1.959964 + 0.841621) / 1.959964 half-widths at 95 % and power 80 %', () => {
  expect(minimumDetectableEffect(0.02)).toBeCloseTo(0.02 * 1.429407, 7);
});

test('a gap of half the half-width needs four times the rows', () => {
  expect(rowsToSettle(500, 0.02, 0.01)).toBe(2000);
  expect(rowsToSettle(500, 0.02, -0.01)).toBe(2000);
});

test('an estimate on the bound is settled by no number of rows', () => {
  expect(rowsToSettle(500, 0.02, 0)).toBeNull();
});
