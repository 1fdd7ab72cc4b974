import { expect, test } from 'vitest';
import { drawRows } from '../bootstrap/draws.ts';
import { take } from '../bootstrap/subset.ts';
import { ascendingOrder } from '../order.ts';
import type { BinarySample } from '../sample.ts';
import { simulatedBinary } from '../testing/samples.ts';
import { asked } from './asked.ts';
import type { SummedMetric } from './metric.ts';

const rows = 5000;
const { labels, scores } = simulatedBinary(rows, { separation: 1.2 });
const steps = scores.map((score) => Math.round(50 * score) / 50);

function metricOf(metric: string, sample: BinarySample, models: 1 | 2 = 2) {
  const [member] = asked('binary', sample, [{ metric }]).rows;
  const over = member?.metric.over(sample, member.spec, '');
  const of = member?.metric.sums?.(sample, member.spec, models);
  if (typeof over !== 'function' || !of || 'reason' in of) throw new Error(`${metric} has no sums`);
  return { over, of };
}

/** What a metric of weights is, and what it is of the sums that the weights give. */
function bothWays(metric: string, ofScores: Float64Array, weights: Float64Array, models: 1 | 2 = 2) {
  const { over, of } = metricOf(metric, { labels, scores: ofScores }, models);
  return { direct: over(weights).value ?? Number.NaN, summed: of.value(sumsOf(of, weights)) };
}

function sumsOf({ sums: { length }, cellOf, told }: SummedMetric, weights: Float64Array): Float64Array {
  const sums = new Float64Array(length);
  const cells = cellOf();
  weights.forEach((weight, row) => {
    const cell = cells[row] ?? 0;
    const amount = told ? ((told.scores[row] ?? 0) - (told.hits[row] ?? 0)) / rows : 1;
    sums[cell] = (sums[cell] ?? 0) + weight * amount;
  });
  return sums;
}

test.each([
  ['all differ', scores],
  ['many tied', steps],
])('calibration errors and the largest distance are functions of their sums: scores %s', (_, ofScores) => {
  const ones = new Float64Array(rows).fill(1);
  const drawn = new Float64Array(rows);
  drawRows(rows, 7)(drawn);
  for (const metric of ['ece', 'ece_equal_mass']) {
    for (const weights of [ones, drawn]) {
      const { direct, summed } = bothWays(metric, ofScores, weights);
      expect(summed, metric).toBeCloseTo(direct, 12);
    }
  }
  // Of other weights the largest lies between places that are told apart: a little below. A standard error here is 0.014.
  for (const [models, most] of [
    [1, 0.002],
    [2, 0.004],
  ] as const) {
    const exact = bothWays('ks', ofScores, ones, models);
    expect(exact.summed).toBeCloseTo(exact.direct, 12);
    const { direct, summed } = bothWays('ks', ofScores, drawn, models);
    expect(summed).toBeLessThanOrEqual(direct + 1e-12);
    expect(direct - summed).toBeLessThan(most);
  }
  // Counts of both classes, between the largest distance and 32 places on either side of it; of two models, 16.
  if (ofScores === scores) {
    const counts = ([1, 2] as const).map(
      (models) => metricOf('ks', { labels, scores }, models).of.sums.length,
    );
    expect(counts).toEqual([2 * 66, 2 * 34]);
  }
});

test.each(['ece', 'ece_equal_mass', 'ks'])('%s: rows whose scores ascend add to the same sums', (metric) => {
  for (const ofScores of [scores, steps]) {
    const { of } = metricOf(metric, { labels, scores: ofScores });
    const order = ascendingOrder(ofScores);
    const ascending = metricOf(metric, { labels: take(labels, order), scores: take(ofScores, order) });
    expect(new Set(of.cellOf()).size).toBeGreaterThan(10);
    const cells = of.cellOf();
    expect(ascending.of.cellOf()).toEqual(Uint16Array.from(order, (row) => cells[row] ?? 0));
  }
});
