import { ksOfCells, ksStatistic } from '@assay/stats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFine } from './count-fine.ts';
import { coarsen, countColumn, fineCells } from './fine-cells.ts';
import { seeded } from './testing/samples.ts';

const numbers = fc.array(
  fc.oneof(
    fc.double(),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(-0, Infinity, -Infinity, Number.NaN),
  ),
  { minLength: 1, maxLength: 200 },
);

describe('fineCells', () => {
  it('has at most 255 edges, with the coarse ones among them', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { cells, coarse } = fineCells(Float64Array.from(values));
        expect(cells.edges.length).toBeLessThanOrEqual(255);
        for (const edge of coarse) expect(cells.edges).toContain(edge);
      }),
    );
    const many = fineCells(Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i)));
    expect(many.cells.edges.length).toBeGreaterThan(200);
    expect(many.cells.edges.length).toBeLessThanOrEqual(255);
  });
});

describe('coarsen', () => {
  it('is what counting into the coarse cells would have been', () => {
    fc.assert(
      fc.property(numbers, numbers, (reference, values) => {
        const { cells, coarse } = fineCells(Float64Array.from(reference));
        const edges = { kind: 'numeric', edges: coarse } as const;
        const column = Float64Array.from(values);
        expect([...coarsen(countColumn(column, 0, cells), cells, edges)]).toEqual([
          ...countColumn(column, 0, edges),
        ]);
      }),
    );
  });
});

describe('the distance at the edges of cells', () => {
  it('is at most the distance of the values, which is at most its stated bound', () => {
    const present = numbers.filter((values) => values.some((value) => !Number.isNaN(value)));
    fc.assert(
      fc.property(present, present, (a, b) => {
        const sides = [a, b].map((side) => Float64Array.from(side.filter((value) => !Number.isNaN(value))));
        const [before, now] = sides as [Float64Array, Float64Array];
        const { cells } = fineCells(before);
        const { value, atMost } = ksOfCells(countFine(before, cells), countFine(now, cells));
        const exact = ksStatistic(before.toSorted(), now.toSorted());
        expect(value).toBeLessThanOrEqual(exact + 1e-12);
        expect(exact).toBeLessThanOrEqual(atMost + 1e-12);
      }),
    );
  });

  // A cell holds about 1/216 = 0.0046 of the reference; that much of it, and of the current data, can lie between two edges.
  it.each([
    ['normal', (u: () => number) => Array.from({ length: 12 }, u).reduce((sum, x) => sum + x, -6)],
    ['heavy-tailed', (u: () => number) => 1 / (1 - u()) ** 2],
    ['of few values', (u: () => number) => Math.floor(5 * u())],
  ])('is within 0.01 of the exact one where the column is %s', (_, draw) => {
    const uniform = seeded(7);
    const sample = (shift: number) => Float64Array.from({ length: 30_000 }, () => draw(uniform) + shift);
    for (const shift of [0, 0.2, 1]) {
      const [before, now] = [sample(0), sample(shift)];
      const { cells } = fineCells(before);
      const { value } = ksOfCells(countFine(before, cells), countFine(now, cells));
      expect(Math.abs(value - ksStatistic(before.toSorted(), now.toSorted()))).toBeLessThan(0.01);
    }
  });
});
