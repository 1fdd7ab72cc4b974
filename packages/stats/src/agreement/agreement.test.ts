import { describe, expect, test } from 'vitest';
import { labelsReference } from '../testing/labels-reference.ts';
import { cohensKappa, fleissKappa, krippendorffAlpha, type Ratings } from './index.ts';
import { fromCounts, ratings } from './test-ratings.ts';

describe.each(labelsReference.agreement)('$annotators annotators, $categories categories', (theirs) => {
  const { annotators, categories } = theirs;
  const table: Ratings = { codes: Int32Array.from(theirs.codes), annotators, categories };

  test.each([
    ['none', 'None'],
    ['linear', 'linear'],
    ['quadratic', 'quadratic'],
  ] as const)("Cohen's kappa (%s) is scikit-learn's, its interval statsmodels'", (weights, name) => {
    const { value, low, high, n } = theirs.cohen[name];
    const near = (bound: number) => expect.closeTo(bound, 12);
    expect(cohensKappa(table, [0, 1], { weights })).toEqual({
      ...{ value: near(value), low: near(low), high: near(high), n, ratings: 2 * n },
      ...{ confidence: 0.95, method: 'fleiss-cohen-everitt' },
    });
  });

  test("Fleiss' kappa is irrCAC's", () => {
    expect(fleissKappa(table).value).toBeCloseTo(theirs.fleiss, 12);
  });

  test("Krippendorff's alpha is the krippendorff package's", () => {
    const { nominal, ordinal, interval } = theirs.alpha;
    expect(krippendorffAlpha(table, 'nominal').value).toBeCloseTo(nominal, 12);
    expect(krippendorffAlpha(table, 'ordinal').value).toBeCloseTo(ordinal, 12);
    expect(krippendorffAlpha(table, Float64Array.from(theirs.scale)).value).toBeCloseTo(interval, 12);
  });
});

test("Krippendorff's example of four observers, and the values in his paper (2011)", () => {
  const table = ratings(
    [
      [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
      [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
      [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
      [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ],
    5,
  );
  expect(krippendorffAlpha(table, 'nominal')).toMatchObject({
    value: expect.closeTo(0.743, 3),
    n: 11,
    ratings: 40,
  });
  expect(krippendorffAlpha(table, 'ordinal').value).toBeCloseTo(0.815, 3);
  expect(krippendorffAlpha(table, Float64Array.of(1, 2, 3, 4, 5)).value).toBeCloseTo(0.849, 3);
});

test("Fleiss' 30 patients and 6 psychiatrists (1971, table 1): kappa 0.430", () => {
  // Depression, personality disorder, schizophrenia, neurosis, other. His totals: 26, 26, 30, 55, 43.
  const table = fromCounts([
    '00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031',
    '00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006',
  ]);
  expect([...Array(5).keys()].map((code) => table.codes.filter((one) => one === code).length)).toEqual([
    26, 26, 30, 55, 43,
  ]);
  const { value, low, high } = fleissKappa(table);
  expect(value).toBeCloseTo(0.43, 3);
  expect([low, high]).toEqual([expect.closeTo(0.33, 1), expect.closeTo(0.53, 1)]);
});

describe('what is undefined is null, with the reason', () => {
  // The mean of fourteen times 0.47 is not 0.47, by rounding.
  const all = (table: Ratings) => [
    cohensKappa(table, [0, 1]),
    cohensKappa(table, [0, 1], { weights: 'quadratic' }),
    fleissKappa(table),
    krippendorffAlpha(table, 'nominal'),
    krippendorffAlpha(table, 'ordinal'),
    krippendorffAlpha(table, Float64Array.of(0, 0.47, 1)),
  ];

  test.each([
    ['no units', [[], []], 'no-pairs'],
    [
      'nobody rated what another did',
      [
        [1, 0, 2],
        [0, 2, 0],
      ],
      'no-pairs',
    ],
    [
      'one unit',
      [
        [1, 0, 2],
        [2, 0, 0],
      ],
      'one-unit',
    ],
    [
      'one category',
      [
        [2, 2, 2],
        [2, 2, 2],
        [2, 0, 2],
      ],
      'one-category',
    ],
  ])('%s', (_, rows, reason) => {
    for (const found of all(ratings(rows, 3)))
      expect(found).toMatchObject({ value: null, low: null, high: null, method: null, reason });
  });

  test('perfect agreement is 1, without an interval', () => {
    for (const found of all(
      ratings(
        [
          [1, 2, 3, 1],
          [1, 2, 3, 1],
        ],
        3,
      ),
    ))
      expect(found).toMatchObject({ value: 1, low: null, high: null, method: null, reason: 'no-variation' });
  });

  test('where too many resamples are of one category there is no interval', () => {
    // Two units of seven are not all twos: (5/7)^7 = 0.095 of the resamples lack both.
    const rows = [
      [2, 2, 2, 2, 2, 2, 1],
      [2, 2, 2, 2, 2, 3, 3],
    ];
    for (const found of all(ratings(rows, 3)).slice(2))
      expect(found).toMatchObject({ value: expect.any(Number), low: null, reason: 'replicates-undefined' });
  });
});

test('numbers of any size have an alpha: the interval scale has no unit', () => {
  const table = ratings(
    [
      [1, 2, 3, 4, 1],
      [1, 3, 3, 4, 2],
    ],
    4,
  );
  const { value } = krippendorffAlpha(table, Float64Array.of(0, 0.25, 0.5, 1));
  for (const unit of [Number.MAX_VALUE, 1e-300, -1e200])
    expect(krippendorffAlpha(table, Float64Array.of(0, unit / 4, unit / 2, unit)).value).toBeCloseTo(
      value ?? 0,
      12,
    );
  const whole = Float64Array.of(-Number.MAX_VALUE, -Number.MAX_VALUE / 2, 0, Number.MAX_VALUE);
  expect(krippendorffAlpha(table, whole).value).toBeCloseTo(value ?? 0, 12);
});

test.each<[string, () => unknown]>([
  ['no rectangle', () => fleissKappa({ codes: new Int32Array(5), annotators: 2, categories: 2 })],
  ['no annotator', () => fleissKappa({ codes: new Int32Array(0), annotators: 0, categories: 2 })],
  [
    'a code beyond the categories',
    () => fleissKappa({ codes: Int32Array.of(0, 2), annotators: 2, categories: 2 }),
  ],
  [
    'a code below -1',
    () => cohensKappa({ codes: Int32Array.of(0, -2), annotators: 2, categories: 2 }, [0, 1]),
  ],
  ['a column that is not there', () => cohensKappa(ratings([[1], [1]], 2), [0, 2])],
  ['a scale that lacks a number', () => krippendorffAlpha(ratings([[1], [1]], 2), Float64Array.of(1))],
  ['a scale with NaN', () => krippendorffAlpha(ratings([[1], [1]], 2), Float64Array.of(1, Number.NaN))],
  [
    'a confidence in percent',
    () =>
      fleissKappa(
        ratings(
          [
            [1, 2],
            [1, 2],
          ],
          2,
        ),
        { confidence: 95 },
      ),
  ],
  [
    'the same of kappa',
    () =>
      cohensKappa(
        ratings(
          [
            [1, 2, 1],
            [1, 2, 2],
          ],
          2,
        ),
        [0, 1],
        { confidence: 95 },
      ),
  ],
])('refused: %s', (_, compute) => {
  expect(compute).toThrow(RangeError);
});
