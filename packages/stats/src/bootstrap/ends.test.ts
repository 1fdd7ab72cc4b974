import { expect, test } from 'vitest';
import { intervalOfEnds } from './ends.ts';

const logit = (share: number) => Math.log(share / (1 - share));
const logistic = (odds: number) => 1 / (1 + Math.exp(-odds));
const area = { interval: 'symmetric', scale: 'logit', range: [0, 1] } as const;
const squares = { interval: 'reflected', scale: 'log', range: [0, Number.POSITIVE_INFINITY] } as const;

function replicated(value: number, replicates: readonly number[], units = 16) {
  const deviations = Float64Array.from(replicates, (replicate) => replicate - value).sort();
  return { value, deviations, of: replicates.length, units, confidence: 0.95 };
}

test('an area is symmetric on the logit scale, as wide as Student’s interval', () => {
  const ends = [-0.5, -0.5, 0.5, 0.5].map((step) => logistic(logit(0.8) + step));
  const { interval, ends: how } = intervalOfEnds(area, replicated(0.8, ends));
  // Sample deviation sqrt(4 * 0.25 / 3), of 16 rows sqrt(16 / 15) as wide; Student's quantile of 15 degrees is 2.13144955.
  const half = 2.1314495455597742 * Math.sqrt((1 / 3) * (16 / 15));
  expect(how).toBe('symmetric');
  expect(interval.low).toBeCloseTo(logistic(logit(0.8) - half), 12);
  expect(interval.high).toBeCloseTo(logistic(logit(0.8) + half), 12);
});

test('a mean of squares is turned round its estimate by ratios', () => {
  const replicates = Array.from({ length: 199 }, (_, i) => 2 * 1.01 ** (i - 60));
  const turned = intervalOfEnds(squares, replicated(2, replicates, 1e6));
  const plain = intervalOfEnds({ ...squares, interval: 'bootstrap' }, replicated(2, replicates, 1e6));
  expect([turned.ends, plain.ends]).toEqual(['reflected', null]);
  expect(turned.interval.low).toBeCloseTo(4 / (plain.interval.high ?? 0), 3);
  expect(turned.interval.high).toBeCloseTo(4 / (plain.interval.low ?? 0), 3);
});

test('what has no place on its scale is between percentiles; an interval stays within its range', () => {
  const perfect = intervalOfEnds(area, replicated(1, [0.9, 0.95, 1, 1]));
  expect(perfect).toMatchObject({ ends: null, interval: { value: 1, high: 1 } });
  const mostlyPerfect = intervalOfEnds(area, replicated(0.98, [0.9, 0.98, 1, 1]));
  expect(mostlyPerfect).toMatchObject({ ends: null, interval: { high: 1 } });
  const explained = { interval: 'symmetric', range: [Number.NEGATIVE_INFINITY, 1] } as const;
  expect(intervalOfEnds(explained, replicated(0.9, [0.7, 0.8, 1, 1.1])).interval.high).toBe(1);
});
