import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelsReference } from '../testing/labels-reference.ts';
import { randomNumbers } from '../testing/samples.ts';
import { representation } from './index.ts';
import { ratioOfShares } from './tails.ts';

const groups = (values: readonly number[]) => new Map(values.map((value, index) => [`g${index}`, value]));
const outcomes = (...asked: Parameters<typeof representation>) =>
  Object.fromEntries(representation(...asked).map(({ group, outcome }) => [group, outcome]));

test.each(labelsReference.representation)(
  'intervals and p-values of $counts are those of SciPy and statsmodels',
  (theirs) => {
    const { counts, tolerance } = theirs;
    const against =
      'shares' in theirs ? { shares: groups(theirs.shares) } : { counts: groups(theirs.reference) };
    const found = representation(groups(counts), against, { tolerance });
    const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 12));
    expect(found.map(({ low }) => low)).toEqual(near(theirs.low));
    expect(found.map(({ high }) => high)).toEqual(near(theirs.high));
    expect(found.map(({ p }) => p)).toEqual(near(theirs.p));
  },
);

describe('groups are named', () => {
  test('where their share lies outside the tolerance, by more than chance', () => {
    const shares = new Map([
      ['a', 0.5],
      ['b', 0.3],
      ['c', 0.2],
    ]);
    expect(
      outcomes(
        new Map([
          ['a', 500],
          ['b', 450],
          ['c', 50],
        ]),
        { shares },
      ),
    ).toEqual({
      ...{ a: 'in-line', b: 'over', c: 'under' },
    });
    // The same shares in 20 rows may be chance.
    expect(
      outcomes(
        new Map([
          ['a', 10],
          ['b', 9],
          ['c', 1],
        ]),
        { shares },
      ),
    ).toMatchObject({ a: 'in-line', b: 'in-line' });
  });

  test('not for a difference within the tolerance, however sure', () => {
    const counts = new Map([
      ['a', 450_000],
      ['b', 550_000],
    ]);
    const shares = new Map([
      ['a', 0.5],
      ['b', 0.5],
    ]);
    expect(outcomes(counts, { shares })).toEqual({ a: 'in-line', b: 'in-line' });
    expect(outcomes(counts, { shares }, { tolerance: 0.05 })).toEqual({ a: 'under', b: 'over' });
  });

  test('also where they are absent, or should be', () => {
    const reference = {
      counts: new Map([
        ['a', 900],
        ['b', 100],
      ]),
    };
    expect(
      outcomes(
        new Map([
          ['a', 990],
          ['z', 60],
        ]),
        reference,
      ),
    ).toEqual({ a: 'in-line', z: 'over', b: 'under' });
    const shares = new Map([
      ['a', 0.9],
      ['b', 0.1],
      ['y', 0],
    ]);
    expect(
      outcomes(
        new Map([
          ['a', 990],
          ['z', 1],
        ]),
        { shares },
      ),
    ).toEqual({
      ...{ a: 'in-line', b: 'under', z: 'over', y: 'in-line' },
    });
  });

  test('not where too few rows could tell', () => {
    // Expected are 2 of 20: none of them has probability 0.92^20 = 0.19 at the margin of 0.08.
    expect(
      outcomes(new Map([['a', 20]]), {
        shares: new Map([
          ['a', 0.9],
          ['b', 0.1],
        ]),
      }),
    ).toMatchObject({ b: 'too-few' });
    expect(
      outcomes(new Map([['a', 20]]), {
        counts: new Map([
          ['a', 9],
          ['b', 1],
        ]),
      }),
    ).toMatchObject({ b: 'too-few' });
    expect(representation(new Map(), { shares: new Map([['a', 1]]) })).toEqual([
      { group: 'a', count: 0, share: null, low: null, high: null, reference: 1, p: null, outcome: 'too-few' },
    ]);
  });

  test('not where the reference says nothing of them', () => {
    const half = { shares: new Map([['a', 0.5]]) };
    expect(
      representation(
        new Map([
          ['a', 50],
          ['b', 50],
        ]),
        half,
      )[1],
    ).toMatchObject({
      ...{ reference: null, p: null, outcome: 'no-reference' },
    });
    expect(outcomes(new Map([['a', 50]]), { counts: new Map() })).toEqual({ a: 'no-reference' });
    expect(outcomes(new Map([['a', 50]]), { counts: new Map([['a', 7]]) }, { tolerance: 0 })).toEqual({
      a: 'in-line',
    });
  });
});

test('a group is named wrongly in at most 5 of 100 data sets, whatever the size of groups and reference', () => {
  const { uniform } = randomNumbers(20_261_121);
  const shares = [0.6, 0.3, 0.06, 0.03, 0.01];
  const drawn = (n: number) => {
    const counts = shares.map(() => 0);
    for (let row = 0; row < n; row++) {
      let u = uniform();
      const place = shares.findIndex((share) => {
        u -= share;
        return u < 0;
      });
      counts[Math.max(0, place)] = (counts[Math.max(0, place)] ?? 0) + 1;
    }
    return groups(counts);
  };
  const repetitions = 1000;
  let stated = 0;
  let sampled = 0;
  const named = (against: Parameters<typeof representation>[1], n: number) =>
    representation(drawn(n), against, { tolerance: 0 }).some(
      ({ outcome }) => outcome === 'under' || outcome === 'over',
    );
  for (let repetition = 0; repetition < repetitions; repetition++) {
    if (named({ shares: groups(shares) }, 300)) stated++;
    if (named({ counts: drawn(500) }, 200)) sampled++;
  }
  // Four standard deviations of a binomial share of 1,000 at 0.05, of 0.0069 each.
  expect(stated / repetitions).toBeLessThan(0.05 + 4 * 0.0069);
  expect(sampled / repetitions).toBeLessThan(0.05 + 4 * 0.0069);
  expect(stated + sampled).toBeGreaterThan(0);
});

test('of few rows tails are exact: the three that two samples of one size have are in one of them by 1/2^3', () => {
  const tails = ratioOfShares({ count: 3, n: 1000 }, { count: 0, n: 1000 }, 1);
  expect(tails).toEqual({ asFew: 1, asMany: expect.closeTo(1 / 8, 12) });
});

test('both tails of a ratio of shares together are at least 1, and each falls as it should', () => {
  const part = fc
    .integer({ min: 1, max: 400 })
    .chain((n) => fc.record({ count: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));
  fc.assert(
    fc.property(part, part, fc.double({ min: 0.5, max: 1.5, noNaN: true }), (current, reference, ratio) => {
      const { asFew, asMany } = ratioOfShares(current, reference, ratio);
      for (const tail of [asFew, asMany]) expect(tail >= 0 && tail <= 1).toBe(true);
      expect(asFew + asMany).toBeGreaterThanOrEqual(1 - 1e-9);
    }),
  );
});

test.each<[string, () => unknown]>([
  ['half a row', () => representation(new Map([['a', 0.5]]), { shares: new Map([['a', 1]]) })],
  ['fewer than no rows', () => representation(new Map([['a', 1]]), { counts: new Map([['a', -1]]) })],
  ['a share above 1', () => representation(new Map([['a', 1]]), { shares: new Map([['a', 1.5]]) })],
  [
    'a share that is NaN',
    () => representation(new Map([['a', 1]]), { shares: new Map([['a', Number.NaN]]) }),
  ],
  ['shares above 1 together', () => representation(new Map([['a', 1]]), { shares: groups([0.6, 0.6]) })],
  [
    'a tolerance of all',
    () => representation(new Map([['a', 1]]), { shares: groups([1]) }, { tolerance: 1 }),
  ],
  [
    'a confidence in percent',
    () => representation(new Map([['a', 1]]), { shares: groups([1]) }, { confidence: 95 }),
  ],
])('refused: %s', (_, compute) => {
  expect(compute).toThrow(RangeError);
});
