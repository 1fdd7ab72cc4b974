import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countFine } from './count-fine.ts';
import { fineCells } from './fine-cells.ts';
import { seeded } from './testing/samples.ts';

const special = fc.constantFrom(-0, Infinity, -Infinity, Number.NaN);
const numbers = fc.array(fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }), special), {
  minLength: 1,
  maxLength: 200,
});

/** What lies in each cell, found by looking at every edge. */
function slow(values: readonly number[], edges: Float64Array): number[] {
  const counts: number[] = new Array(edges.length + 1).fill(0);
  for (const value of values) {
    const cell = edges.filter((edge) => edge < value).length;
    if (!Number.isNaN(value)) counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return counts;
}

it('agrees with looking at every edge, and leaves NaN out', () => {
  fc.assert(
    fc.property(numbers, numbers, (reference, values) => {
      const { cells } = fineCells(Float64Array.from(reference));
      expect([...countFine(Float64Array.from(values), cells)]).toEqual(slow(values, cells.edges));
    }),
  );
});

// Many rows are placed by a ruler where the edges lie evenly enough, which those of the first three do.
it.each([
  ['uniform', (u: () => number) => u()],
  ['normal', (u: () => number) => 1e6 + Array.from({ length: 12 }, u).reduce((sum, x) => sum + x, -6)],
  ['of few values', (u: () => number) => Math.floor(5 * u()) / 3],
  ['heavy-tailed', (u: () => number) => 1 / (1 - u()) ** 4],
  ['as wide as numbers go', (u: () => number) => (u() - 0.5) * Number.MAX_VALUE * 2],
  ['as small as numbers go', (u: () => number) => Math.floor(300 * u()) * Number.MIN_VALUE],
  ['of one value', () => 7],
])('counts many rows of a column that is %s, with its own edges, their neighbours and NaN', (_, draw) => {
  const uniform = seeded(3);
  const { cells } = fineCells(Float64Array.from({ length: 5_000 }, () => draw(uniform)));
  const near = [...cells.edges].flatMap((edge) => [edge, edge * (1 + 2 ** -52), edge * (1 - 2 ** -52)]);
  const drawn = Array.from({ length: 20_000 }, () => draw(uniform));
  const rows = [...drawn, ...near, Infinity, -Infinity, Number.NaN, -0, Number.MAX_VALUE, -Number.MAX_VALUE];
  expect([...countFine(Float64Array.from(rows), cells)]).toEqual(slow(rows, cells.edges));
});
