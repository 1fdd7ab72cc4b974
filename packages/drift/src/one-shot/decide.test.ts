import { describe, expect, it } from 'vitest';
import type { DriftColumn } from '../methods/column.ts';
import { compareColumn } from './compare-column.ts';
import { decide, decideMeasured } from './decide.ts';
import { summaryOf } from './summary.ts';
import type { TestResult } from './test-result.ts';
import { normal, seeded } from './testing/samples.ts';
import { pooledCells } from './total-variation.ts';

const limits = { margin: 0.05, q: 0.05 };
const numeric = (values: readonly number[]): DriftColumn => ({
  kind: 'numeric',
  values: Float64Array.from(values),
  nulls: null,
  integer: false,
});
const categorical = (texts: readonly string[]): DriftColumn => {
  const labels = [...new Set(texts)];
  return { kind: 'categorical', labels, codes: Int32Array.from(texts, (text) => labels.indexOf(text)) };
};
const tested = (results: readonly TestResult[]) =>
  results.map((result) => ({ column: 'x', kind: 'feature' as const, chunk: null, n: 1, result }));
const outcomes = (results: readonly TestResult[]) =>
  decide(tested(results), limits).map(({ outcome }) => outcome);

function result(given: Partial<TestResult>): TestResult {
  const rows = { reference: 1e4, current: 1e4 };
  return {
    method: 'ks',
    effect: 0.1,
    low: 0.08,
    high: 0.12,
    p: 0,
    floor: 0.01,
    rows,
    reason: null,
    ...given,
  };
}

describe('decide', () => {
  it('calls drift only what is significant and of consequence', () => {
    expect(outcomes([result({})])).toEqual(['drift']);
    expect(outcomes([result({ low: 0.049 })])).toEqual(['none']);
    expect(outcomes([result({ p: 0.06 })])).toEqual(['none']);
  });

  it('adjusts p over all tests', () => {
    // The first alone passes; the smallest of 20 must be at most 0.05 / 20 (Benjamini and Hochberg).
    const others = Array.from({ length: 19 }, () => result({ p: 1, low: 0, effect: 0 }));
    expect(outcomes([result({ p: 0.003 })])).toEqual(['drift']);
    expect(outcomes([result({ p: 0.003 }), ...others])[0]).toBe('none');
    expect(outcomes([result({ p: 0.0025 }), ...others])[0]).toBe('drift');
  });

  it('says so where chance alone makes as much as the margin, and how many rows would do', () => {
    const few = result({ floor: 0.1, low: 0, p: 0.5, rows: { reference: 1000, current: 100 } });
    const [finding] = decide(tested([few]), limits);
    // A half of the floor needs a quarter of 1/1000 + 1/100, 0.00275; less 0.001 of the reference that is 1/571.4.
    expect(finding).toMatchObject({
      outcome: 'insufficient data',
      reason: expect.stringContaining('572 rows'),
    });
    const both = result({ floor: 0.2, low: 0, p: 0.5, rows: { reference: 100, current: 100 } });
    // A quarter of the floor needs a sixteenth of 0.02, which a reference of 100 rows alone is over: more than 1600 on both sides.
    expect(decide(tested([both]), limits)[0]?.reason).toContain('1601 rows with a value on both sides');
  });
});

describe('decideMeasured', () => {
  const measured = (method: string, p: number | null, low: number | null) => ({
    p,
    finding: {
      column: 'x',
      kind: 'feature' as const,
      chunk: null,
      method,
      value: 0.1,
      threshold: low === null ? null : 0.05,
      outcome: 'drift' as const,
      low,
      high: 0.2,
      n: 1,
      reason: null,
    },
  });
  const decided = (margin: number, ...all: ReturnType<typeof measured>[]) =>
    decideMeasured(all, { margin, q: 0.05 }).map(({ outcome }) => outcome);

  it('holds our own tests to the margin that was asked for, and corrects them for their number', () => {
    expect(decided(0.05, measured('ks', 0.01, 0.06))).toEqual(['drift']);
    expect(decided(0.07, measured('ks', 0.01, 0.06))).toEqual(['none']);
    // Two of 0.04 and 0.9: the smaller is adjusted to 0.08.
    expect(decided(0.05, measured('chi2', 0.04, null), measured('ks', 0.9, 0.06))).toEqual(['none', 'none']);
  });

  it("leaves other tools' answers as they are", () => {
    const others = [measured('ks@evidently', 0.04, null), measured('psi', null, null)];
    expect(decided(0.5, ...others, measured('ks', 0.9, 0.06))).toEqual(['drift', 'drift', 'none']);
  });
});

describe('compareColumn', () => {
  it('finds null, NaN and values apart', () => {
    const uniform = seeded(3);
    const values = Array.from({ length: 4000 }, () => normal(uniform));
    const current: DriftColumn = {
      ...numeric(values.map((value, i) => (i % 4 === 0 || i % 10 === 1 ? Number.NaN : value))),
      nulls: Uint8Array.from(values, (_, i) => Number(i % 4 === 0)),
    } as DriftColumn;
    const found = compareColumn(summaryOf(numeric(values)), current);
    expect(found.map(({ method, effect }) => [method, effect])).toEqual([
      ['ks', expect.any(Number)],
      ['null_rate', 0.25],
      ['nan_rate', 0.1],
    ]);
    expect(outcomes(found)).toEqual(['none', 'drift', 'drift']);
  });

  it('has no false drift in 200 columns of the same, and no more than q of 200 at the margin', () => {
    const uniform = seeded(5);
    const sample = (shift: number) => numeric(Array.from({ length: 1000 }, () => normal(uniform) + shift));
    const of = (shift: number) =>
      decide(
        tested(Array.from({ length: 200 }, () => compareColumn(summaryOf(sample(0)), sample(shift))).flat()),
        limits,
      ).filter(({ outcome }) => outcome === 'drift').length;
    expect(of(0)).toBe(0);
    // 2 Phi(d / 2) - 1 = 0.05 at d = 0.1254: the largest harmless shift.
    expect(of(0.1254)).toBeLessThanOrEqual(10);
    expect(of(1)).toBe(200);
  });

  it('covers the distance of two normal distributions at least as often as its interval says', () => {
    const uniform = seeded(11);
    // 2 Phi(0.25) - 1, the distance at a shift of half a standard deviation.
    const truth = 0.19741265;
    let covered = 0;
    for (let i = 0; i < 300; i++) {
      const [a, b] = [0, 0.5].map((shift) =>
        numeric(Array.from({ length: 400 }, () => normal(uniform) + shift)),
      );
      const [ks] = compareColumn(summaryOf(a as DriftColumn), b as DriftColumn);
      covered += Number((ks?.low ?? 1) <= truth && truth <= (ks?.high ?? 0));
    }
    expect(covered).toBeGreaterThanOrEqual(285);
  });

  it('covers the total variation of two columns of categories', () => {
    const uniform = seeded(13);
    // Of ten equal categories one half of the mass of two moves to others: a distance of 0.1.
    const draw = (drifted: boolean) => {
      const category = Math.floor(uniform() * 10);
      return String(drifted && category < 2 && uniform() < 0.5 ? category + 5 : category);
    };
    let covered = 0;
    for (let i = 0; i < 200; i++) {
      const [a, b] = [false, true].map((drifted) =>
        categorical(Array.from({ length: 1000 }, () => draw(drifted))),
      );
      const [tv] = compareColumn(summaryOf(a as DriftColumn), b as DriftColumn);
      covered += Number((tv?.low ?? 1) <= 0.1 && 0.1 <= (tv?.high ?? 0));
    }
    expect(covered).toBeGreaterThanOrEqual(190);
  });

  const abc = Array.from({ length: 2000 }, (_, i) => 'abc'[i % 3] ?? '');
  const rare = Array.from({ length: 2000 }, (_, i) => (i < 20 ? 'b' : 'a'));
  const many = Array.from({ length: 2000 }, (_, i) => `city ${i % 700}`);
  const of = (value: string, rows: number) => Array.from({ length: rows }, () => value);
  it.each([
    ['a few of an unseen category', abc, [1, 3, 6].map((rows) => of('zzz', rows)), 'insufficient data'],
    ['a few of the usual one', rare, [1, 6, 60].map((rows) => of('a', rows)), 'insufficient data'],
    ['a few of a constant', of('a', 2000), [1, 6, 60].map((rows) => of('a', rows)), 'insufficient data'],
    ['rows that are all rare', many, [of('zzz', 100), many.slice(0, 300)], 'insufficient data'],
    ['as many of the same', rare, [rare, rare.slice(0, 200).fill('a')], 'none'],
    ['an unseen category instead of all others', abc, [of('zzz', 60)], 'drift'],
  ])('%s: %#', (_, reference, batches, outcome) => {
    for (const batch of batches)
      expect(outcomes(compareColumn(summaryOf(categorical(reference)), categorical(batch)))).toEqual([
        outcome,
      ]);
  });

  it('says how many rows would do where categories could not be tested', () => {
    const few = tested(compareColumn(summaryOf(categorical(abc)), categorical(of('zzz', 3))));
    // Each of three categories, 0.3328 of all, makes sqrt(2/pi 0.3328 0.6672 (1/3 + 1/2000)) / 2 = 0.1086; zzz, 0.0015, 0.0089.
    // Of 0.3347 in all, 0.05 takes 1/n + 1/2000 = 0.3338 (0.05 / 0.3347)^2 = 0.00745, which is 143.9 rows.
    expect(decide(few, limits)).toMatchObject([
      {
        value: null,
        low: null,
        high: null,
        reason: 'chance alone makes 0.33: 144 rows with a value would do',
      },
    ]);
    // They are fewer than the five of a category that a test takes, however large the margin.
    expect(decide(few, { margin: 0.5, q: 0.05 })).toMatchObject([
      { outcome: 'insufficient data', reason: 'the rows of every category are too few to be tested' },
    ]);
  });

  it('has nothing to say of a column without a value', () => {
    const empty = numeric([Number.NaN, Number.NaN]);
    const [ks] = compareColumn(summaryOf(numeric([1, 2, 3])), empty);
    expect(ks).toMatchObject({ effect: null, p: null, reason: 'the current data have no value' });
    expect(outcomes(compareColumn(summaryOf(numeric([])), numeric([])))).toEqual(['insufficient data']);
  });
});

describe('pooledCells', () => {
  it('pools what is rare, and keeps the unseen apart', () => {
    const rows = { reference: 100, current: 100 };
    const pairs = [
      { reference: 90, current: 60 },
      { reference: 4, current: 3 },
      { reference: 6, current: 2 },
      { reference: 0, current: 20 },
      { reference: 0, current: 15 },
    ];
    // Expected on either side: 75, 3.5 and 4, which are pooled, and 17.5 unseen.
    expect(pooledCells(pairs, rows)).toEqual([
      { reference: 90, current: 60 },
      { reference: 0, current: 35 },
      { reference: 10, current: 5 },
    ]);
  });
});
