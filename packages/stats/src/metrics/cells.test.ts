import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLOCK } from '../rows-kernel.ts';
import { decisions } from './cells.ts';

test('of several classes the one with the highest score is decided, the first of equals', () => {
  const score = fc.integer({ min: -2, max: 2 });
  const few = fc.array(fc.tuple(score, score, score), { minLength: 1, maxLength: 7 });
  // Rows of more than one block, and of an odd number.
  const rows = fc.tuple(few, fc.constantFrom(1, 700)).map(([each, times]) => Array(times).fill(each).flat());
  fc.assert(
    fc.property(rows, (each: readonly (readonly number[])[]) => {
      const scores = [0, 1, 2].map((code) => Float64Array.from(each, (row) => row[code] as number));
      const sample = { labels: new Int32Array(each.length), classes: ['a', 'b', 'c'], scores };
      const decided = decisions('multiclass', sample);
      const expected = each.map((row) => row.indexOf(Math.max(...row)));
      expect(decided).toMatchObject({ predictions: Int32Array.from(expected) });
    }),
  );
  expect(7 * 700).toBeGreaterThan(BLOCK);
});
