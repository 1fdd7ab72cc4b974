import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Agreement,
  type AgreementOptions,
  cohensKappa,
  fleissKappa,
  krippendorffAlpha,
  type Ratings,
} from './index.ts';
import { someRatings } from './test-ratings.ts';

type Coefficient = (table: Ratings, options?: AgreementOptions) => Agreement;

/** Numbers for categories that are not their codes. */
const values = (categories: number) => Float64Array.from({ length: categories }, (_, code) => code ** 2 - 3);

const ofMany: [string, Coefficient][] = [
  ['fleiss', fleissKappa],
  ['alpha, nominal', (table, options) => krippendorffAlpha(table, 'nominal', options)],
  ['alpha, ordinal', (table, options) => krippendorffAlpha(table, 'ordinal', options)],
  ['alpha, interval', (table, options) => krippendorffAlpha(table, values(table.categories), options)],
];
const ofTwo: [string, Coefficient][] = (['none', 'linear', 'quadratic'] as const).map((weights) => [
  `cohen, ${weights}`,
  (table, options) => cohensKappa(table, [0, 1], { ...options, weights }),
]);
const all = [...ofMany, ...ofTwo];
const few = { replicates: 40 };

function rowsOf({ codes, annotators }: Ratings): number[][] {
  return Array.from({ length: codes.length / annotators }, (_, unit) => [
    ...codes.subarray(unit * annotators, (unit + 1) * annotators),
  ]);
}

function withRows(table: Ratings, rows: number[][]): Ratings {
  return { ...table, codes: Int32Array.from(rows.flat()) };
}

const nearly = (found: Agreement) => {
  const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 10));
  return { ...found, value: near(found.value), low: near(found.low), high: near(found.high) };
};

describe.each(all)('%s', (_, coefficient) => {
  test('does not depend on the order of units', () => {
    fc.assert(
      fc.property(someRatings, (table) => {
        expect(coefficient(withRows(table, rowsOf(table).reverse()), few)).toEqual(
          nearly(coefficient(table, few)),
        );
      }),
    );
  });

  test('does not depend on the order of annotators', () => {
    fc.assert(
      fc.property(someRatings, (table) => {
        const swapped = rowsOf(table).map(([first = -1, second = -1, ...rest]) => [second, first, ...rest]);
        expect(coefficient(withRows(table, swapped), few)).toEqual(nearly(coefficient(table, few)));
      }),
    );
  });

  test('is 1 where all agree, and never more', () => {
    fc.assert(
      fc.property(someRatings, (table) => {
        const { value } = coefficient(table, few);
        if (value !== null) expect(value).toBeLessThanOrEqual(1);
        const agreed = coefficient(
          withRows(
            table,
            rowsOf(table).map((row) => row.map(() => row[0] ?? -1)),
          ),
          few,
        );
        if (agreed.value !== null) expect(agreed.value).toBe(1);
      }),
    );
  });

  test('is never NaN, and its interval holds it', () => {
    fc.assert(
      fc.property(someRatings, (table) => {
        const { value, low, high, reason } = coefficient(table, few);
        if (value === null || low === null || high === null) expect(reason).toBeDefined();
        else expect(low <= value && value <= high && low < high).toBe(true);
      }),
    );
  });
});

test.each(all.filter(([name]) => /fleiss|nominal|none/.test(name)))(
  '%s does not depend on the names of categories',
  (_, coefficient) => {
    fc.assert(
      fc.property(someRatings, (table) => {
        const codes = table.codes.map((code) => (code < 0 ? code : (code + 1) % table.categories));
        const { value, reason } = coefficient({ ...table, codes }, few);
        const before = coefficient(table, few);
        expect(value).toEqual(nearly(before).value);
        if (value === null) expect(reason).toBe(before.reason);
      }),
    );
  },
);

test.each(ofMany)('%s does not see units with one rating or none', (_, coefficient) => {
  fc.assert(
    fc.property(someRatings, (table) => {
      const alone = Array.from({ length: table.annotators }, (__, annotator) => (annotator === 1 ? 0 : -1));
      const more = withRows(table, [...rowsOf(table), alone, alone.map(() => -1)]);
      expect(coefficient(more, few)).toEqual(coefficient(table, few));
    }),
  );
});

test('of two categories, alpha is the same on every scale', () => {
  const two = someRatings.map((table) => ({ ...table, codes: table.codes.map((code) => Math.min(code, 1)) }));
  fc.assert(
    fc.property(two, (table) => {
      const nominal = nearly(krippendorffAlpha(table, 'nominal', few));
      expect(krippendorffAlpha(table, 'ordinal', few)).toEqual(nominal);
      expect(krippendorffAlpha(table, values(table.categories), few)).toEqual(nominal);
    }),
  );
});

test('the same seed gives the same interval, another seed another one', () => {
  const table = {
    codes: Int32Array.from({ length: 90 }, (_, i) => ((i * i * 7) % 11) % 3),
    annotators: 3,
    categories: 3,
  };
  expect(fleissKappa(table, { seed: 5 })).toEqual(fleissKappa(table, { seed: 5 }));
  expect(fleissKappa(table, { seed: 5 }).low).not.toBe(fleissKappa(table, { seed: 6 }).low);
});
