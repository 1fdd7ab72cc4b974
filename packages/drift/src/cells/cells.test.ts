import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoryReference, countCategories } from './categories.ts';
import { countNumbers } from './count-numbers.ts';
import { numericEdges } from './numeric-edges.ts';
import { numericReference } from './numeric-reference.ts';

describe('numericEdges', () => {
  it('cuts a continuous column at its 19 inner quantiles', () => {
    // 1..1000: the smallest value with at least k/20 of the mass at or below it is 50 k.
    const sorted = Float64Array.from({ length: 1000 }, (_, i) => i + 1);
    expect([...numericEdges(sorted)]).toEqual(Array.from({ length: 19 }, (_, k) => 50 * (k + 1)));
  });

  it('gives a heavy value a cell of its own, so that the rare values beside it are seen', () => {
    const flags = Float64Array.from({ length: 100 }, (_, i) => (i < 3 ? 0 : 1));
    const { counts, cells } = numericReference('flag', flags, null);
    expect(cells).toEqual({ kind: 'numeric', edges: Float64Array.of(1 - 2 ** -53, 1) });
    expect([...counts]).toEqual([3, 97, 0, 0, 0]);
  });

  it('tells what is infinite from what is finite, by edges that are finite', () => {
    const most = Number.MAX_VALUE;
    const half = (value: number) => Float64Array.from({ length: 40 }, (_, i) => (i < 20 ? value : 0)).sort();
    expect([...numericEdges(half(Infinity))]).toEqual([-Number.MIN_VALUE, 0, most]);
    expect([...numericEdges(half(-Infinity))]).toEqual([-most, -Number.MIN_VALUE, 0]);
    expect([...numericEdges(new Float64Array(40).fill(Infinity))]).toEqual([most]);
  });

  it('holds every cell but heavy values under a tenth of the mass, whatever the ties', () => {
    const column = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -3, max: 3 })), {
      minLength: 40,
    });
    fc.assert(
      fc.property(column, (values) => {
        const { cells, counts } = numericReference('x', Float64Array.from(values), null);
        const edges = cells.kind === 'numeric' ? cells.edges : new Float64Array();
        expect(edges.length).toBeLessThanOrEqual(38);
        for (let cell = 0; cell <= edges.length; cell++) {
          const inside = values.filter(
            (x) =>
              !(x <= (edges[cell - 1] ?? Number.NEGATIVE_INFINITY) && cell > 0) &&
              x <= (edges[cell] ?? Infinity),
          );
          if (new Set(inside).size > 1) expect(counts[cell]).toBeLessThanOrEqual(values.length / 10 + 1);
        }
      }),
    );
  });
});

describe('countNumbers', () => {
  it('agrees with looking at every edge, null and NaN apart', () => {
    const number = fc.oneof(fc.double(), fc.integer({ min: -2, max: 2 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(-1, 0.5, 1)),
          {
            maxLength: 38,
            comparator: (a, b) => a === b,
          },
        ),
        fc.array(fc.tuple(number, fc.constantFrom(0, 0, 0, 1))),
        (unsorted, rows) => {
          const edges = Float64Array.from(unsorted).sort();
          const expected = new Array(edges.length + 3).fill(0);
          for (const [value, isNull] of rows) {
            const cell = edges.filter((edge) => edge < value).length;
            expected[isNull ? edges.length + 2 : Number.isNaN(value) ? edges.length + 1 : cell] += 1;
          }
          const nulls = Uint8Array.from(rows, ([, isNull]) => isNull);
          const values = Float64Array.from(rows, ([value]) => value);
          expect([...countNumbers(values, nulls, { kind: 'numeric', edges })]).toEqual(expected);
        },
      ),
    );
  });

  it('adds to what was counted before', () => {
    const cells = { kind: 'numeric', edges: Float64Array.of(0) } as const;
    const counts = countNumbers(Float64Array.of(0, 1), null, cells);
    expect([...countNumbers(Float64Array.of(1, Number.NaN), null, cells, counts)]).toEqual([1, 2, 1, 0]);
  });
});

describe('categoryReference', () => {
  const ids = Array.from({ length: 1000 }, (_, i) => ({
    value: `id ${i}`,
    first: i % 2,
    second: 1 - (i % 2),
  }));

  it('chooses cells by one half and counts the other, so that a column of ids is unseen in the reference too', () => {
    const { counts } = categoryReference('id', ids, 4);
    expect([counts.at(-3), counts.at(-2), counts.at(-1)]).toEqual([0, 500, 4]);
  });

  it('counts named, pooled and unseen categories apart', () => {
    const letters = Array.from({ length: 20 }, (_, i) => ({ value: `${i}`, first: 100 - i, second: 1 }));
    const { cells, counts } = categoryReference('letter', letters, 0);
    expect([...counts]).toEqual([...new Array(17).fill(1), 3, 0, 0]);
    if (cells.kind !== 'categorical') throw new Error('of categories');
    const now = countCategories(
      [
        { value: '0', count: 5 },
        { value: '19', count: 6 },
        { value: '', count: 7 },
      ],
      8,
      cells,
    );
    expect([now[0], now[17], now[18], now[19]]).toEqual([5, 6, 7, 8]);
  });

  it('is the same whatever the order that the engine gives', () => {
    expect(categoryReference('id', ids.toReversed(), 0)).toEqual(categoryReference('id', ids, 0));
  });
});
