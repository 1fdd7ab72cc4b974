import { expect, test } from 'vitest';
import { reference } from '../testing/reference.ts';
import { spreadOf, welch } from './welch.ts';

test.each(reference.welch)('as SciPy: %j', ({ base, candidate, confidence, low, high }) => {
  const found = welch(base, candidate, confidence);
  expect(found.low).toBeCloseTo(low, 12);
  expect(found.high).toBeCloseTo(high, 12);
});

test('without any spread the difference is known exactly', () => {
  expect(welch([0.5, 0.5], [0.75, 0.75], 0.95)).toEqual({ value: 0.25, low: 0.25, high: 0.25 });
});

test('one value has no spread', () => {
  expect(() => welch([0.5], [0.5, 0.6], 0.95)).toThrow(RangeError);
  // 1, 2, 3, 4: squares of -1.5, -0.5, 0.5, 1.5 sum to 5; 5 / 3.
  expect(spreadOf([1, 2, 3, 4])).toEqual({ mean: 2.5, sd: Math.sqrt(5 / 3) });
});
