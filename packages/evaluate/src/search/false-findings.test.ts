import {
  binRanges,
  categories,
  detectableExcess,
  type SearchColumn,
  seeded,
  worstSlices,
} from '@assay/stats';
import { expect, test } from 'vitest';
import { confirmed } from './confirm.ts';
import type { Feature } from './features.ts';

const ROWS = 800;
const RUNS = 400;

const features: Feature[] = [
  ...[10, 3, 5].map(
    (values): Feature => ({
      name: `c${values}`,
      type: 'VARCHAR',
      kind: 'categories',
      values: Array.from({ length: values }, (_, i) => `v${i}`),
    }),
  ),
  ...[1, 2, 3].map(
    (n): Feature => ({
      name: `n${n}`,
      type: 'DOUBLE',
      kind: 'bins',
      edges: [1, 2, 3, 4, 5, 6, 7, 8, 9],
      nulls: false,
      nans: false,
    }),
  ),
];

const searched = Int32Array.from({ length: ROWS / 2 }, (_, i) => i);
const others = searched.map((row) => row + ROWS / 2);
const searching = { least: 30, most: 10 };

/** Columns at random, and log losses of a model that is right about its probabilities. */
function atRandom(seed: number) {
  const generator = seeded(seed);
  const next = () => (generator.next() >>> 0) / 2 ** 32;
  const columns = features.map((feature): SearchColumn => {
    const cells = feature.kind === 'bins' ? 10 : feature.values.length;
    return {
      codes: Uint8Array.from({ length: ROWS }, () => Math.floor(next() * cells)),
      cells,
      ranges: feature.kind === 'bins' ? binRanges(10, false) : categories(cells),
    };
  });
  const losses = Float64Array.from({ length: ROWS }, () => {
    const p = next();
    return -Math.log(next() < p ? p : 1 - p);
  });
  return { columns, losses };
}

/** What the search of one half proposes, and what of that is confirmed. */
function searchOf({ columns, losses }: ReturnType<typeof atRandom>, confirming: Int32Array) {
  const halves = columns.map((column) => ({
    ...column,
    codes: Uint8Array.from(searched, (row) => column.codes[row] ?? 0),
  }));
  const own = Float64Array.from(searched, (row) => losses[row] ?? 0);
  const proposed = worstSlices(halves, own, new Float64Array(own.length).fill(1), searching);
  return confirmed(features, columns, proposed, {
    direction: 'lower',
    losses,
    weights: new Float64Array(ROWS).fill(1),
    weighted: false,
    clusters: undefined,
    rows: confirming,
    confidence: 0.95,
  }).slices;
}

const seeds = Array.from({ length: RUNS }, (_, i) => i + 1);
const falseFindings = (confirming: Int32Array) =>
  seeds.filter((seed) => searchOf(atRandom(seed), confirming).length > 0).length;

// Of 400 runs 5 % are 20.
test('where there is nothing to find, a slice is confirmed in at most 5 % of the runs', () => {
  expect(falseFindings(others)).toBeLessThanOrEqual(5);
});

test('tested on the rows that were searched, chance passes for a finding', () => {
  expect(falseFindings(searched)).toBeGreaterThan(20);
});

test('an excess that is called detectable is found about eight times of ten', () => {
  const found = seeds.filter((seed) => {
    const { columns, losses } = atRandom(seed);
    const own = Float64Array.from(others, (row) => losses[row] ?? 0);
    const excess = detectableExcess(columns, own, { confidence: 0.95, most: searching.most });
    // A tenth of the rows.
    const worse = losses.map((loss, row) => loss + (columns[0]?.codes[row] === 4 ? excess : 0));
    return searchOf({ columns, losses: worse }, others).some(({ rule }) => rule.includes('c10 = v4'));
  });
  expect(found.length / RUNS).toBeGreaterThan(0.75);
  expect(found.length / RUNS).toBeLessThan(0.95);
});
