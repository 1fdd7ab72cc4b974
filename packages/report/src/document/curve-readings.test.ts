import { expect, it } from 'vitest';
import { reachedAt } from './curve-readings.ts';

it('reads between points, and the upper end of a step', () => {
  const points = [
    [0, 0],
    [0, 0.4],
    [0.5, 0.8],
    [1, 1],
  ] as const;
  expect(reachedAt(points, 0)).toBe(0.4);
  // Halfway from 0.4 to 0.8.
  expect(reachedAt(points, 0.25)).toBeCloseTo(0.6, 12);
  expect(reachedAt(points, 1)).toBe(1);
});

it('a perfect precision-recall curve keeps its precision up to the last step', () => {
  const perfect = [
    [0.5, 1],
    [1, 1],
    [1, 0.25],
  ] as const;
  expect(reachedAt(perfect, 0.75)).toBe(1);
  expect(reachedAt(perfect, 1)).toBe(1);
});
