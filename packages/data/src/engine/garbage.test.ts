import { expect, test } from 'vitest';
import { collectArrays } from './garbage.ts';

const bytes = () => process.memoryUsage().arrayBuffers;

function fillArrays(count: number): number {
  const arrays = Array.from({ length: count }, () => new Float64Array(1_000_000).fill(1));
  return arrays.reduce((sum, array) => sum + array.byteLength, 0);
}

test('arrays that nobody holds are given back, where they are many', () => {
  // What was there before this test is not its own.
  const before = bytes();
  const filled = fillArrays(40);
  expect(bytes()).toBeGreaterThan(before + filled / 2);
  collectArrays();
  // Of 320 MB. What lived through a collection while they were filled is not young any more, and up to 64 MB of it may wait.
  expect(bytes()).toBeLessThan(before + 64_000_000);
});
