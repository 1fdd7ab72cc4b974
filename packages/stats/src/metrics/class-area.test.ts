import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addClassArea } from './class-area.ts';
import { influenceOnArea } from './ranking-influence.ts';
import { ranked } from './rankings.ts';
import { sortedByScore } from './sorted-by-score.ts';

const CLASSES = 3;

function compare(rows: readonly { readonly label: number; readonly score: number }[]) {
  const labels = Int32Array.from(rows, ({ label }) => label);
  const scores = Float64Array.from(rows, ({ score }) => score);
  const places = new Int32Array(rows.length);
  for (let label = 0; label < CLASSES; label++) {
    const sorted = sortedByScore({ labels, label }, scores);
    if ('reason' in sorted) throw new TypeError(sorted.reason);
    const { positives, negatives, pairs } = ranked(sorted);
    // What was there stays: 1 in each row, and what is added is rounded once.
    const influence = new Float64Array(rows.length).fill(1);
    const area = addClassArea({ labels, label }, scores, influence, places);
    if (positives === 0 || negatives === 0) expect(area).toEqual({ value: null, reason: 'one-class' });
    else expect(area).toEqual({ value: pairs / (positives * negatives) });
    expect(influence).toEqual(influenceOnArea(sorted).map((each) => 1 + each));
  }
}

const label = fc.nat(CLASSES - 1);

test.each([
  ['of many values', fc.double({ noNaN: true, noDefaultInfinity: true })],
  ['of a few, tied', fc.integer({ min: -2, max: 2 })],
  ['all alike', fc.constant(0.25)],
  [
    'close to each other but for one',
    fc.oneof(fc.double({ min: 0, max: 1e-9, noNaN: true }), fc.constant(1)),
  ],
])('scores %s: as in the order of scores', (_, score) => {
  fc.assert(fc.property(fc.array(fc.record({ label, score }), { minLength: 1, maxLength: 80 }), compare));
});

test('many scores in one step', () => {
  // The first of the steps between 0 and 1 has all but one of the scores.
  compare(
    Array.from({ length: 3000 }, (_, i) => ({
      label: i % 3,
      score: i === 0 ? 1 : ((i * 769) % 1009) * 1e-9,
    })),
  );
});
