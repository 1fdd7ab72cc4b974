import { describe, expect, test } from 'vitest';
import { metricIntervals } from '../metric-intervals.ts';
import { pairedDifferences } from '../paired-differences.ts';
import { pointEstimates } from '../point-estimates.ts';
import { randomNumbers } from '../testing/samples.ts';
import type { Formula } from './metric.ts';

const sum = (column: string) => ({ column, of: 'sum' as const });
const ratio: Formula = { aggregates: [sum('cost'), sum('won')], value: ([cost = 0, won = 0]) => cost / won };
const median: Formula = { aggregates: [{ column: 'cost', of: 0.5 }], value: ([cost = 0]) => cost };
const own = (formula: Formula) => [{ metric: 'own', formula }];

const labels = Uint8Array.of(0, 1, 1, 0);
const columns = { cost: Float64Array.of(1, Number.NaN, 3, 8), won: Float64Array.of(1, 1, 0, 1) };

test('sums and quantiles leave gaps out, and weigh rows', () => {
  const weights = Float64Array.of(1, 5, 2, 1);
  // (1 + 2 * 3 + 8) / (1 + 5 + 1); half of the weight 4 is reached at cost 3.
  expect(pointEstimates('binary', { labels, columns, weights }, own(ratio))).toEqual([{ value: 15 / 7 }]);
  expect(pointEstimates('binary', { labels, columns, weights }, own(median))).toEqual([{ value: 3 }]);
});

test.each([
  ['formula-undefined', { ...columns, won: new Float64Array(4) }],
  ['not-finite', { ...columns, cost: Float64Array.of(1, 2, 3, Number.POSITIVE_INFINITY) }],
  ['no-such-column', { won: columns.won }],
])('%s', (reason, held) => {
  expect(pointEstimates('binary', { labels, columns: held }, own(ratio))).toEqual([{ value: null, reason }]);
});

describe('of 60,000 rows', () => {
  const { normal, uniform } = randomNumbers(7);
  const rows = 60_000;
  const cost = new Float64Array(rows).map(() => 2 + normal());
  const sample = {
    labels: new Uint8Array(rows).map(() => (uniform() < 0.5 ? 1 : 0)),
    scores: new Float64Array(rows).map(uniform),
    columns: { cost, won: new Float64Array(rows).fill(1) },
  };

  test('a mean has the standard error of a mean', () => {
    const [found, brier] = metricIntervals('binary', sample, [...own(ratio), { metric: 'brier' }]);
    expect([found?.method, brier?.method]).toEqual(['bootstrap-subset', 'influence']);
    const error = ((found?.high ?? 0) - (found?.low ?? 0)) / 2 / 1.959964;
    expect(Math.abs(error * Math.sqrt(rows) - 1)).toBeLessThan(0.1);
  });

  test('a change by the same amount in every row is one without variation', () => {
    const cheaper = { ...sample, columns: { ...sample.columns, cost: cost.map((one) => one - 1) } };
    const [change] = pairedDifferences('binary', sample, cheaper, own(ratio), { replicates: 100 });
    expect(change?.change).toBeCloseTo(-1, 12);
    expect(change?.method).toBe('bootstrap-paired-subset');
    expect((change?.high ?? 1) - (change?.low ?? 0)).toBeLessThan(1e-10);
  });
});
