import fc from 'fast-check';
import { expect, test } from 'vitest';
import { surprisesOf } from './losses.ts';
import { surprise } from './probability.ts';

const probability = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  // Near 0 and 1, where it is clipped; and around the roots of 1/2 and its powers, where the way to compute it changes.
  fc.constantFrom(
    0,
    5e-324,
    1e-16,
    Number.EPSILON,
    1 - Number.EPSILON,
    1,
    Math.SQRT1_2,
    Math.SQRT1_2 / 2,
    0.5,
  ),
  fc.integer({ min: 1, max: 50 }).map((power) => 2 ** -power * Math.SQRT1_2 * (1 + 1e-9)),
);

// An odd number of them, more than the kernel holds at once, and one.
test.each([1, 3, 2049, 5001])('%d surprises at once are those one by one', (rows) => {
  fc.assert(
    fc.property(fc.array(probability, { minLength: 1, maxLength: 30 }), (some) => {
      const each = Float64Array.from({ length: rows }, (_, row) => some[row % some.length] ?? 0);
      const found = each.slice();
      surprisesOf(found);
      each.forEach((one, row) => {
        const expected = surprise(one);
        // Less than two units in the last place: neither way rounds its last step right always.
        expect(Math.abs((found[row] ?? 0) - expected)).toBeLessThanOrEqual(4.5e-16 * expected);
      });
    }),
    { numRuns: rows > 100 ? 10 : 200 },
  );
});
