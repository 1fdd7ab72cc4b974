import type { DataProfile, ProfileColumn } from '@assay/contract';
import { sketchNumbers } from '@assay/stats';
import { describe, expect, test } from 'vitest';
import { binsOf } from './bins.ts';
import { renderProfile } from './render.ts';

function column(over: Partial<ProfileColumn> = {}): ProfileColumn {
  return {
    ...{
      name: 'x',
      type: 'number',
      'engine-type': 'DOUBLE',
      kind: 'number',
      sensitive: false,
      count: 3,
      nulls: 1,
      nan: 0,
    },
    ...{ infinite: { negative: 0, positive: 0 }, distinct: { count: 3, exact: true }, sketch: null },
    ...{
      min: 1,
      max: 3,
      quantiles: [],
      'rank-error': 0,
      cells: null,
      numbers: null,
      lengths: null,
      top: null,
    },
    ...over,
  };
}

const cells = (...values: number[]) => {
  const { edges, between, at, slack } = sketchNumbers(Float64Array.from(values)).cells;
  return { edges: [...edges], between: [...between], at: [...at], slack };
};

function profile(...columns: ProfileColumn[]): DataProfile {
  return {
    ...{
      assay: 'data-profile/2',
      name: 'trips',
      parts: [{ digest: `sha256:${'0'.repeat(64)}`, rows: 4 }],
      rows: 4,
    },
    ...{ columns, 'made-by': { assay: '1', engine: 'duckdb' } },
  };
}

describe('bins', () => {
  test('of whole numbers hold as many numbers each: even data look even', () => {
    const values = Array.from({ length: 740 }, (_, i) => 17 + (i % 74));
    const shares = binsOf(column({ type: 'integer', cells: cells(...values) }), null)?.shares ?? [];
    // 74 numbers, 3 in a bin: 25 bins, of which the last has 2.
    expect(shares).toHaveLength(25);
    for (const share of shares.slice(0, -1)) expect(share).toBeCloseTo(3 / 74, 12);
  });

  test('a long tail is cut off, and told; the reference has the same bins', () => {
    const values = [...Array.from({ length: 999 }, (_, i) => i / 999), 1e6];
    const bins = binsOf(column({ cells: cells(...values) }), column({ cells: cells(0.25, 0.75) }));
    expect(bins?.high).toBeLessThan(1.1);
    expect(bins?.beyond).toBeGreaterThan(0);
    expect(bins?.reference?.filter((share) => share > 0)).toEqual([0.5, 0.5]);
    expect(bins?.shares).toHaveLength(bins?.reference?.length ?? 0);
  });

  test('one value, and none', () => {
    expect(binsOf(column({ cells: cells(5, 5) }), null)).toMatchObject({
      low: 5,
      high: 5,
      shares: [1],
      beyond: 0,
    });
    expect(binsOf(column({ cells: cells() }), null)).toBeNull();
    expect(binsOf(column({ cells: cells(-1.7e308, 0, 1.7e308) }), null)?.shares.every(Number.isFinite)).toBe(
      true,
    );
  });
});

test('a histogram says in words what it shows', () => {
  const page = renderProfile({
    profile: profile(column({ cells: cells(1, 1, 1, 3) })),
    reference: null,
    associations: null,
  });
  expect(page).toMatch(/role="img" aria-label="Histogram from 1 to 3: most, 75.0 %, between 1 and 1.063\."/);
});

test('text of the data is text on the page', () => {
  const nasty = '<img src=x onerror=alert(1)>';
  const top = { values: [{ value: nasty, count: 3 }], rest: 0, missed: 0 };
  const of = profile(column({ name: nasty, type: 'other', 'engine-type': nasty, kind: 'text', top }));
  const pairs = [{ columns: [nasty, nasty] as const, value: 1, rows: 4 }];
  const page = renderProfile({
    profile: { ...of, name: nasty },
    reference: { ...of, name: nasty },
    associations: { numbers: pairs, categories: pairs, rows: 4 },
  });
  expect(page).not.toContain('<img');
  expect(page).toContain('&lt;img');
});

test('a value that only the reference has is shown as gone, where all values are known', () => {
  const of = (missed: number, ...values: string[]) =>
    profile(
      column({
        kind: 'text',
        top: { values: values.map((value) => ({ value, count: 1 })), rest: 0, missed },
      }),
    );
  const pageOf = (missed: number) =>
    renderProfile({ profile: of(missed, 'cash'), reference: of(0, 'cash', 'P_card'), associations: null });
  expect(pageOf(0)).toMatch(
    /<bdi>P_<wbr>card<\/bdi>.*<td class="right">0 %<\/td><td class="right">33\.3 %<\/td>/,
  );
  expect(pageOf(1)).not.toContain('card');
});

test('columns that only the reference has are named; a new one stands alone', () => {
  const page = renderProfile({
    profile: profile(column({ name: 'fresh' })),
    reference: profile(column({ name: 'gone' })),
    associations: null,
  });
  expect(page).toContain('Only in the reference: <code><bdi>gone</bdi></code>');
});
