import { expect, test } from 'vitest';
import { cramersV, pearson } from './index.ts';

test('Pearson by hand: deviations -1, 0, 1 and -1, 1, 0; rows where one is missing do not count', () => {
  // 1 / sqrt(2 * 2)
  expect(pearson([1, 2, 3, Number.NaN, 4], [1, 3, 2, 5, Number.POSITIVE_INFINITY])).toEqual({
    value: expect.closeTo(0.5, 14),
    n: 3,
  });
  expect(pearson([1, 2, 3], [1e9 - 2, 1e9 - 4, 1e9 - 6]).value).toBeCloseTo(-1, 12);
  expect(pearson([1, 1, 1], [1, 2, 3])).toEqual({ value: null, n: 3 });
  expect(pearson([1], [2])).toEqual({ value: null, n: 1 });
});

test("Cramér's V by hand: 2 x 2 with 3, 1, 1, 3 has chi-squared 2 of 8 rows", () => {
  const [x, y] = [
    [0, 0, 0, 0, 1, 1, 1, 1, -1],
    [0, 0, 0, 1, 0, 1, 1, 1, 1],
  ];
  // Each cell is one off the expected 2: 4 * 1 / 2 = 2; V = sqrt(2 / 8).
  expect(cramersV(x, y)).toEqual({ value: 0.5, n: 8 });
  expect(cramersV([0, 1, 2], [5, 6, 7]).value).toBeCloseTo(1, 12);
  expect(cramersV([0, 0, 1, 1], [0, 1, 0, 1]).value).toBe(0);
  expect(cramersV([0, 0], [0, 1])).toEqual({ value: null, n: 2 });
});
