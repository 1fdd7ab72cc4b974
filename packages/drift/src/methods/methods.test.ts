import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DriftColumn } from './column.ts';
import { measureDrift } from './measure-drift.ts';
import { methods } from './registry.ts';
import { categorical, numeric } from './testing/columns.ts';

const ids = methods.map((method) => method.id);
/** The others take one side as the truth, or cut bins by it. */
const SYMMETRIC = {
  numeric: ['ks', 'jsd@tfdv', 'psi@soda', 'ks@evidently'],
  categorical: ['tv', 'js', 'linf@tfdv', 'jsd@tfdv', 'psi@evidently', 'js@evidently'],
};
const P_VALUES = ['ks@evidently', 'default@evidently'];

const numbers = fc.array(
  fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ noNaN: true, min: -99, max: 99 })),
  {
    minLength: 1,
    maxLength: 60,
  },
);
const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto__', ''), {
  minLength: 1,
  maxLength: 60,
});
const numericSides = fc.tuple(
  numbers.map((side) => numeric(side)),
  numbers.map((side) => numeric(side)),
);
const categoricalSides = fc.tuple(texts.map(categorical), texts.map(categorical));
const columns: fc.Arbitrary<[DriftColumn, DriftColumn]> = fc.oneof(numericSides, categoricalSides);

/** Whatever can be in a file. */
const odd = fc.oneof(
  fc
    .array(
      fc.option(fc.oneof(fc.double(), fc.constantFrom(Number.NaN, 1e308, -1e308, 0, -0, 5e-324)), {
        freq: 4,
      }),
    )
    .map((values) => numeric(values)),
  fc.array(fc.option(fc.string({ maxLength: 2 }), { freq: 4 })).map((values) => categorical(values)),
);

function measure(id: string, reference: DriftColumn, current: DriftColumn) {
  const [found] = measureDrift(id, reference, current);
  if (!found) throw new Error(`${id}: no measurement`);
  return found;
}

function reversed(column: DriftColumn): DriftColumn {
  if (column.kind === 'numeric') return { ...column, values: column.values.toReversed() };
  return { ...column, codes: column.codes.toReversed() };
}

test('only a method that says so lets the order of rows choose its threshold', () => {
  // 300 a, then 100 b: in this order ten chunks are all of one kind, shuffled they are like the whole.
  const grouped = categorical(Array.from({ length: 400 }, (_, i) => (i < 300 ? 'a' : 'b')));
  const mixed = categorical(Array.from({ length: 400 }, (_, i) => (i % 4 < 3 ? 'a' : 'b')));
  const numbers = (column: typeof grouped) => numeric(Array.from(column.codes));
  for (const { id, ordered } of methods) {
    const thresholds = [grouped, mixed, numbers(grouped), numbers(mixed)].map(
      (c) => measure(id, c, c).threshold,
    );
    expect([id, thresholds[0] === thresholds[1] && thresholds[2] === thresholds[3]]).toEqual([
      id,
      ordered !== true,
    ]);
  }
});

describe.each(ids)('%s', (id) => {
  test('of a sample and itself is 0, and no drift', () => {
    fc.assert(
      fc.property(columns, ([column]) => {
        const { value, outcome } = measure(id, column, column);
        if (value === null) return;
        expect(value).toBeCloseTo(P_VALUES.includes(id) ? 1 : 0, 7);
        expect(outcome).not.toBe('drift');
      }),
    );
  });

  test('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(columns, ([reference, current]) => {
        const found = measure(id, reference, current);
        const again = measure(id, reversed(reference), reversed(current));
        // A distance is a root: what rounding makes of 0 is 1e-8.
        if (found.value === null) expect(again.value).toBeNull();
        else expect(again.value).toBeCloseTo(found.value, 7);
      }),
    );
  });

  test('has a finite value or a reason, whatever the columns hold', () => {
    fc.assert(
      fc.property(odd, odd, (reference, current) => {
        const { value, reason, outcome, low, high, threshold, p } = measure(id, reference, current);
        if (value === null) expect([typeof reason, outcome]).toEqual(['string', 'insufficient data']);
        for (const number of [value, low, high, threshold, p])
          expect(number === null || Number.isFinite(number)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

test.each([
  ...SYMMETRIC.numeric.map((id) => ({ id, kind: 'numeric' })),
  ...SYMMETRIC.categorical.map((id) => ({ id, kind: 'categorical' })),
])('$id of $kind columns is symmetric', ({ id, kind }) => {
  fc.assert(
    fc.property(kind === 'numeric' ? numericSides : categoricalSides, ([reference, current]) => {
      const [there, back] = [measure(id, reference, current), measure(id, current, reference)];
      if (there.value === null) expect(back.value).toBeNull();
      else expect(back.value).toBeCloseTo(there.value, 7);
    }),
  );
});

describe('no value, with the reason', () => {
  const some = numeric([1, 2, 3]);
  test.each([
    ['ks', numeric([]), some, 'no values in the reference'],
    ['ks', numeric([null, null]), some, 'no values in the reference'],
    ['psi', some, numeric([Number.NaN]), 'no values in the current data'],
    ['null_rate', some, numeric([]), 'no rows in the current data'],
    ['ks', some, categorical(['a']), 'numeric in the reference, categorical in the current data'],
    ['linf@tfdv', some, some, 'linf@tfdv is for categorical columns'],
    ['wasserstein', numeric([1, 1]), some, 'the reference is constant: it has no standard deviation'],
    ['wasserstein', numeric([1, Number.POSITIVE_INFINITY]), some, 'the column has infinite values'],
    ['psi@evidently', numeric([Number.POSITIVE_INFINITY]), some, 'no finite value in the reference'],
    ['chi2', numeric([1, 2, 3]), some, 'too few rows: all cells but one are rare'],
  ] as const)('%s: %#', (id, reference, current, reason) => {
    expect(measure(id, reference, current)).toMatchObject({
      value: null,
      outcome: 'insufficient data',
      reason,
    });
  });

  test('an unknown method is refused, with those that there are', () => {
    expect(() => measureDrift('psi@nobody', some, some)).toThrow(
      expect.objectContaining({ code: 'unknown-drift-method' }),
    );
  });
});

describe('null_rate', () => {
  const withNulls = (nulls: number, rows: number) =>
    numeric(Array.from({ length: rows }, (_, row) => (row < nulls ? null : row)));

  test('is current minus reference, with Newcombe’s interval', () => {
    // 56/70 - 48/80: 0.0524 to 0.3339 (Newcombe 1998, Statistics in Medicine 17, 873, table II).
    const found = measure('null_rate', withNulls(48, 80), withNulls(56, 70));
    expect(found).toMatchObject({
      value: expect.closeTo(0.2, 12),
      low: expect.closeTo(0.0524, 4),
      outcome: 'drift',
    });
    expect(measure('null_rate', withNulls(56, 70), withNulls(48, 80))).toMatchObject({ outcome: 'drift' });
  });

  test('a difference that may be harmless is none, and all null is a rate like any other', () => {
    expect(measure('null_rate', withNulls(5, 80), withNulls(7, 70)).outcome).toBe('none');
    expect(measure('null_rate', withNulls(0, 80), withNulls(70, 70))).toMatchObject({
      value: 1,
      outcome: 'drift',
    });
  });
});

describe('the outcome of Assay’s own tests', () => {
  const shifted = (rows: number, by: number) =>
    numeric(Array.from({ length: rows }, (_, i) => (i + 0.5) / rows + by));

  test('a difference that is significant and below the margin is none', () => {
    // 0.03 of the rows lie beyond, at 20,000 rows: p is below 1e-7, and the interval reaches below 0.05.
    const found = measure('ks', shifted(20_000, 0), shifted(20_000, 0.03));
    expect(found).toMatchObject({ value: expect.closeTo(0.03, 3), outcome: 'none' });
    expect(found.p).toBeLessThan(1e-7);
    expect(measure('ks', shifted(20_000, 0), shifted(20_000, 0.1)).outcome).toBe('drift');
  });

  test('a difference above the margin whose interval reaches below it is none', () => {
    // The interval is 2 sqrt(ln(80) / 40,000) = 0.021 to either side.
    const found = measure('ks', shifted(20_000, 0), shifted(20_000, 0.06));
    expect(found).toMatchObject({
      low: expect.closeTo(0.039, 3),
      high: expect.closeTo(0.081, 3),
      outcome: 'none',
    });
  });

  test('where chance alone makes more than the margin, there is not enough data, and it says how much would do', () => {
    // 0.8687 sqrt(1/n + 1/m) = 0.05 at n = m = 2 (0.8687 / 0.05)^2 = 604 (603.7).
    const few = measure('ks', shifted(100, 0), shifted(100, 0.02));
    expect(few).toMatchObject({
      outcome: 'insufficient data',
      reason: expect.stringContaining('604 on each side'),
    });
    expect(measure('ks', shifted(604, 0), shifted(604, 0.02)).outcome).toBe('none');
    expect(measure('ks', shifted(100, 0), shifted(100, 0.9)).outcome).toBe('drift');
  });

  test('an index below the noise of few rows is not called drift', () => {
    // 9 (1/50 + 1/50) = 0.36 is above 0.1; 180 = 2 * 9 / 0.1 rows on each side would do.
    const found = measure('psi', shifted(50, 0), shifted(50, 0.1));
    expect(found).toMatchObject({
      outcome: 'insufficient data',
      reason: expect.stringContaining('180 on each side'),
    });
    expect(found.value).toBeGreaterThan(0.1);
  });

  test.each(['tv', 'psi'])('%s sees the few rows beside a value that most rows have', (id) => {
    // 95 % zeros, so that all deciles are 0, against 75 %: 0.2 of the rows have moved.
    const zeros = (share: number) =>
      numeric(Array.from({ length: 1000 }, (_, i) => (i < share * 1000 ? 0 : i)));
    const found = measure(id, zeros(0.95), zeros(0.75));
    // PSI over the two cells: (0.95 - 0.75) (ln(0.95 / 0.75) - ln(0.05 / 0.25)).
    const expected = id === 'tv' ? 0.2 : 0.2 * (Math.log(0.95 / 0.75) - Math.log(0.05 / 0.25));
    expect(found).toMatchObject({ value: expect.closeTo(expected, 12), outcome: 'drift' });
  });

  test('nulls, NaN and unseen values are cells of their own', () => {
    const filled = numeric(Array.from({ length: 1000 }, (_, i) => i % 4));
    const nulls = numeric(Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? null : i % 4)));
    // Half of the rows are null: half of each of the four values' rows would have to move, of which two are gone.
    expect(measure('tv', filled, nulls)).toMatchObject({ value: expect.closeTo(0.5, 12), outcome: 'drift' });
    const nans = numeric(Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? Number.NaN : i % 4)));
    expect(measure('tv', nulls, nans)).toMatchObject({ value: expect.closeTo(0.5, 12), outcome: 'drift' });
    const unseen = numeric(Array.from({ length: 1000 }, (_, i) => (i % 5 === 0 ? 7 : i % 4)));
    expect(measure('tv', filled, unseen).value).toBeCloseTo(0.2, 12);
  });
});
