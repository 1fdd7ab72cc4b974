import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areaAlone, areaInOrder, determinationAlone, type HalvedCell } from './index.ts';

/** A row: its value, half, and label. */
type Row = readonly [cell: number, half: number, label: number];

const cellsOf = (rows: readonly Row[], of: (labels: readonly number[]) => number[]): HalvedCell[] =>
  [...new Set(rows.map(([cell]) => cell))].map((cell) => {
    const labels = (half: number) => rows.filter(([c, h]) => c === cell && h === half).map(([, , l]) => l);
    return { halves: [of(labels(0)), of(labels(1))] };
  });
const classes = (rows: readonly Row[]) =>
  cellsOf(rows, (labels) => [0, 1, 2].map((label) => labels.filter((one) => one === label).length));
const moments = (rows: readonly Row[]) =>
  cellsOf(rows, (labels) => [
    labels.length,
    labels.reduce((sum, one) => sum + one, 0),
    labels.reduce((sum, one) => sum + one * one, 0),
  ]);

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** What the other half says of each row of a half: the mean of a number of the rows of its cell. */
function predicted(rows: readonly Row[], half: number, of: (row: Row) => number): number[] {
  const learned = rows.filter(([, h]) => h !== half);
  return rows
    .filter(([, h]) => h === half)
    .map(([cell]) => {
      const same = learned.filter(([c]) => c === cell);
      return mean((same.length === 0 ? learned : same).map(of));
    });
}

const someRows = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 2 })),
  { minLength: 1, maxLength: 40 },
);

describe('the area under the curve', () => {
  test('is the share of pairs, one of the class and one not, that are in order, a tie being half a pair', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const areas = [0, 1].map((half) => {
          const labels = rows.filter(([, h]) => h === half).map(([, , label]) => label);
          const scores = predicted(rows, half, ([, , label]) => Number(label === 1));
          const pairs = labels.flatMap((a, i) =>
            labels.flatMap((b, j) => (a === 1 && b !== 1 ? [[scores[i], scores[j]]] : [])),
          ) as [number, number][];
          const learned = new Set(rows.filter(([, h]) => h !== half).map(([, , label]) => label === 1));
          if (pairs.length === 0 || learned.size < 2) return null;
          return mean(pairs.map(([yes, no]) => (yes > no ? 1 : yes === no ? 0.5 : 0)));
        });
        const expected = areas.includes(null) ? null : expect.closeTo(mean(areas as number[]), 12);
        expect(areaAlone(classes(rows), 1).value).toEqual(expected);
      }),
    );
  });

  test('by hand', () => {
    // Of cell 0 the first half has 3 of 4 in the class, of cell 1 1 of 4; the other half 2 of 2 and 0 of 2: area 1. The other
    // way round: scores 1 and 0 for 3 + 1 rows of the class and 1 + 3 of the others: (3·3 + (3·1 + 1·3) / 2) / 16 = 0.75.
    const cells = [
      {
        halves: [
          [1, 3],
          [0, 2],
        ],
      },
      {
        halves: [
          [3, 1],
          [2, 0],
        ],
      },
    ] as const satisfies HalvedCell[];
    expect(areaAlone(cells, 1)).toEqual({ value: 0.875 });
  });

  test('an identifier tells nothing, whatever the labels', () => {
    const cells = Array.from({ length: 100 }, (_, i) => ({
      halves: (i % 4 < 2
        ? [
            [i % 2, 1 - (i % 2)],
            [0, 0],
          ]
        : [
            [0, 0],
            [i % 2, 1 - (i % 2)],
          ]) as [number[], number[]],
    }));
    expect(areaAlone(cells, 1)).toEqual({ value: 0.5 });
  });

  test('does not exist where a half has one class only', () => {
    expect(
      areaAlone(
        [
          {
            halves: [
              [3, 1],
              [2, 0],
            ],
          },
        ],
        1,
      ),
    ).toEqual({ value: null, reason: 'one-class' });
    expect(areaAlone([], 0)).toEqual({ value: null, reason: 'one-class' });
  });
});

test('a number that goes one way with a class is told by its order, whichever way', () => {
  // Ranges of 1 + 0, 0 + 2, 3 + 1 and 0 + 1 rows not of the class and of it: of 4·4 pairs (0·1 + 2·1 + 1·1 + 1·4) = 7 are in
  // order, and 3 ties of the third range count half: 8.5 / 16.
  const up = [
    [1, 0],
    [0, 2],
    [3, 1],
    [0, 1],
  ].map((counts): HalvedCell => ({ halves: [counts, [0, 0]] }));
  expect(areaInOrder(up, 1)).toEqual({ value: 8.5 / 16 });
  expect(areaInOrder(up.reverse(), 1)).toEqual({ value: 8.5 / 16 });
  expect(areaInOrder([], 1)).toMatchObject({ reason: 'one-class' });
});

describe('R² of a number', () => {
  test('is one less the squared error of what the other half says, over that of its mean', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const found = [0, 1].map((half) => {
          const held = rows.filter(([, h]) => h === half).map(([, , label]) => label);
          const learned = rows.filter(([, h]) => h !== half).map(([, , label]) => label);
          if (learned.length === 0) return null;
          const guesses = predicted(rows, half, ([, , label]) => label);
          const error = (guess: (i: number) => number) =>
            held.reduce((sum, label, i) => sum + (label - guess(i)) ** 2, 0);
          const all = error(() => mean(learned));
          return all < 1e-9 ? null : 1 - error((i) => guesses[i] as number) / all;
        });
        if (found.includes(null)) return;
        expect(determinationAlone(moments(rows)).value).toBeCloseTo(mean(found as number[]), 9);
      }),
    );
  });

  test('does not exist of no rows, nor of labels that are all the same', () => {
    expect(determinationAlone([])).toMatchObject({ value: null, reason: 'no-rows' });
    expect(
      determinationAlone([
        {
          halves: [
            [2, 6, 18],
            [1, 3, 9],
          ],
        },
      ]),
    ).toMatchObject({
      reason: 'constant-labels',
    });
  });
});
