import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulatedBinary } from '../testing/samples.ts';
import { thinned } from './thin.ts';
import { thresholdCounts } from './threshold-counts.ts';
import { thresholdCurves } from './threshold-curves.ts';

/** A pixel of the report's plots, which are 260 high, is 0.0038; their lines are two wide. */
const INVISIBLE = 0.005;
const MOST = 200;

type Line = readonly [x: ArrayLike<number>, y: ArrayLike<number>];

/** How far the point furthest off lies from the piece of the thinned line that stands for it. */
function furthestOff([x, y]: Line, kept: readonly number[]): number {
  let most = 0;
  kept.slice(1).forEach((to, piece) => {
    const from = kept[piece] ?? 0;
    const at = (i: number) => [x[i] ?? Number.NaN, y[i] ?? Number.NaN] as const;
    const [[x0, y0], [x1, y1]] = [at(from), at(to)];
    for (let i = from; i <= to; i++) {
      const [px, py] = at(i);
      const along = ((px - x0) * (x1 - x0) + (py - y0) * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2 || 1);
      const t = Math.min(1, Math.max(0, along));
      most = Math.max(most, Math.hypot(px - x0 - t * (x1 - x0), py - y0 - t * (y1 - y0)));
    }
  });
  return most;
}

/** The whole ROC, precision-recall and gain curves of a sample, unthinned. */
function wholeCurves(labels: Uint8Array, scores: Float64Array): Line[] {
  const counts = thresholdCounts({ labels, scores });
  if ('reason' in counts || counts.positives === 0 || counts.negatives === 0) return [];
  const { truePositives: hits, falsePositives: misses, positives, negatives } = counts;
  const selected = hits.map((count, i) => count + (misses[i] ?? 0));
  const recall = hits.map((count) => count / positives);
  return [
    [misses.map((count) => count / negatives), recall],
    [recall, hits.map((count, i) => count / (selected[i] ?? 1))],
    [selected.map((count) => count / (positives + negatives)), recall],
  ];
}

function expectSameLine(line: Line) {
  const kept = thinned(...line);
  expect(kept.length).toBeLessThanOrEqual(MOST);
  // Only where there is no room for more points is any further off than a thousandth.
  expect(furthestOff(line, kept)).toBeLessThan(kept.length === MOST ? INVISIBLE : 0.001_000_001);
}

test('of whatever scores, thinned curves pass by all their points within a pixel', () => {
  const rows = fc.array(
    fc.tuple(fc.boolean(), fc.oneof(fc.nat(9), fc.double({ noNaN: true, noDefaultInfinity: true }))),
    {
      minLength: 1,
      maxLength: 600,
      size: 'max',
    },
  );
  fc.assert(
    fc.property(rows, (of) => {
      const labels = Uint8Array.from(of, ([label]) => Number(label));
      const scores = Float64Array.from(of, ([, score]) => score);
      wholeCurves(labels, scores).forEach(expectSameLine);
    }),
    { numRuns: 200 },
  );
});

test.each([300, 2_000, 20_000])('and of %d rows that a model tells apart somewhat', (n) => {
  const { labels, scores } = simulatedBinary(n);
  const curves = wholeCurves(labels, scores);
  expect(curves).toHaveLength(3);
  for (const curve of curves) {
    expect(thinned(...curve).length).toBeGreaterThan(15);
    expectSameLine(curve);
  }
});

test('of many rows, points that are left out before are as near to the line', () => {
  const { labels, scores } = simulatedBinary(120_000, { prevalence: 0.05 });
  const whole = wholeCurves(labels, scores);
  const { roc, precisionRecall, gain } = thresholdCurves({ labels, scores });
  const found = [roc, precisionRecall, gain].map((points) => (Array.isArray(points) ? points : []));
  // From the highest threshold the curves of all points are in the order of thresholds, but for the made-up first one.
  const descending = scores.toSorted().reverse();
  whole.forEach((line, curve) => {
    const kept = (found[curve] ?? []).flatMap(({ threshold }) =>
      threshold === null ? [] : [descending.lastIndexOf(threshold)],
    );
    expect(kept.length).toBeGreaterThan(15);
    expect(kept.length).toBeLessThanOrEqual(MOST);
    expect(furthestOff(line, kept)).toBeLessThan(0.001 + 2 / 8192);
  });
});

test('and of staircases of any number of steps, which no line can leave out', () => {
  for (let steps = 1; steps <= 400; steps += 7) {
    const labels = Uint8Array.from({ length: 2 * steps }, (_, i) => i % 2);
    const scores = Float64Array.from({ length: 2 * steps }, (_, i) => i);
    wholeCurves(labels, scores).forEach(expectSameLine);
  }
});

test('thinning keeps corners and drops what lies between', () => {
  const x = [0, 0, 0, 0.25, 0.5, 1];
  const y = [0, 0.4, 0.8, 0.85, 0.9, 1];
  expect(thinned(x, y)).toEqual([0, 2, 5]);
  expect(thinned(x, y, 2)).toEqual([0, 5]);
  expect(thinned([1], [1])).toEqual([0]);
});
