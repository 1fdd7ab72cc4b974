import { expect, test } from 'vitest';
import { ownSums } from './own-sums.ts';

test('covariances are those of what rows add, of which each adds to one sum', () => {
  // Rows that add -0.1, -0.05 and 0.2 to the first sum, and 0.05 and 0.1 to the third.
  const { means, covariance } = ownSums({
    ...{ rows: 5, sums: Float64Array.of(0.05, 0, 0.15), squares: Float64Array.of(0.0525, 0, 0.0125) },
    ...{ cellOf: () => Uint16Array.of(0, 2, 0, 0, 2), told: undefined, value: () => 0 },
  });
  expect([...means]).toEqual([0.05, 0, 0.15]);
  // Of the first and the third sum the squares less the sum's own over 5; between them only the product over 5: no row adds to both.
  expect(covariance[0]).toBeCloseTo(0.0525 - 0.0005, 14);
  expect(covariance[8]).toBeCloseTo(0.0125 - 0.0045, 14);
  expect(covariance[6]).toBeCloseTo(-0.0015, 14);
  for (const at of [3, 4, 7]) expect(covariance[at]).toBeCloseTo(0, 14);
});
