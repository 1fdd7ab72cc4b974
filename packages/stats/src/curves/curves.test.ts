import { describe, expect, test } from 'vitest';
import { deLong } from '../intervals/delong.ts';
import { wilson } from '../intervals/wilson.ts';
import { reference } from '../testing/reference.ts';
import { calibrationCurve } from './calibration.ts';
import { confusionMatrix } from './confusion-matrix.ts';
import { thresholdCurves } from './threshold-curves.ts';
import { thresholdTable } from './threshold-table.ts';

const sampleOf = ({ labels, scores }: { labels: number[]; scores: number[] }) => ({
  labels: Uint8Array.from(labels),
  scores: Float64Array.from(scores),
});

/** The points of a curve, or a failed test where it is undefined. */
function defined<P>(curve: P[] | { reason: string }): P[] {
  if (!Array.isArray(curve)) throw new Error(curve.reason);
  return curve;
}

describe('points agree with scikit-learn', () => {
  const { roc, precision_recall: pr } = reference.curves;
  const sample = sampleOf(reference.curves);

  test('of the ROC curve', () => {
    const points = defined(thresholdCurves(sample).roc);
    for (const { threshold, falsePositiveRate, truePositiveRate } of points) {
      const at = roc.thresholds.indexOf(threshold);
      expect(falsePositiveRate).toBeCloseTo(roc.fpr[at] ?? Number.NaN, 14);
      expect(truePositiveRate).toBeCloseTo(roc.tpr[at] ?? Number.NaN, 14);
    }
    // Of 60 rows only points on the line between others are dropped: the area below stays that of all points.
    const area = points.reduce((sum, { falsePositiveRate: x, truePositiveRate: y }, i) => {
      const before = points[i - 1] ?? { falsePositiveRate: 0, truePositiveRate: 0 };
      return sum + ((x - before.falsePositiveRate) * (y + before.truePositiveRate)) / 2;
    }, 0);
    expect(area).toBeCloseTo(deLong(sample.labels, sample.scores).auc ?? Number.NaN, 13);
    expect(points.at(-1)).toMatchObject({ falsePositiveRate: 1, truePositiveRate: 1 });
  });

  test('of the precision-recall curve', () => {
    const points = defined(thresholdCurves(sample).precisionRecall);
    expect(points.length).toBeGreaterThan(10);
    for (const { threshold, precision, recall } of points) {
      // scikit-learn lists thresholds upwards.
      const at = pr.thresholds.indexOf(threshold);
      expect(precision).toBeCloseTo(pr.precision[at] ?? Number.NaN, 14);
      expect(recall).toBeCloseTo(pr.recall[at] ?? Number.NaN, 14);
    }
  });

  test('of the gain curve: rows selected are positives found over precision', () => {
    const points = defined(thresholdCurves(sample).gain);
    expect(points.length).toBeGreaterThan(10);
    expect(points[0]).toEqual({ threshold: null, selected: 0, found: 0 });
    const share = sample.labels.reduce((sum, label) => sum + label, 0) / sample.labels.length;
    for (const { threshold, selected, found } of points.slice(1)) {
      const at = pr.thresholds.indexOf(threshold ?? Number.NaN);
      const recall = pr.recall[at] ?? Number.NaN;
      expect(found).toBeCloseTo(recall, 14);
      if (recall > 0) expect(selected).toBeCloseTo((recall * share) / (pr.precision[at] ?? 0), 14);
    }
    expect(points.at(-1)).toMatchObject({ selected: 1, found: 1 });
  });

  test('of the calibration curve', () => {
    const bins = defined(calibrationCurve(sampleOf(reference.calibration)));
    expect(bins.map(({ n }) => n)).toEqual(new Array(10).fill(20));
    expect(bins.map(({ observed }) => observed)).toEqual(
      reference.calibration.observed.map((x) => expect.closeTo(x, 13)),
    );
    expect(bins.map(({ meanScore }) => meanScore)).toEqual(
      reference.calibration.mean_score.map((x) => expect.closeTo(x, 13)),
    );
  });
});

test('a table of thresholds', () => {
  const sample = { labels: Uint8Array.of(1, 1, 0, 0), scores: Float64Array.of(0.9, 0.4, 0.6, 0.1) };
  expect(thresholdTable(sample, [0.4, 0.7, 0.95])).toEqual([
    { threshold: 0.4, selected: 0.75, precision: 2 / 3, recall: 1, specificity: 0.5, f1: 0.8 },
    { threshold: 0.7, selected: 0.25, precision: 1, recall: 0.5, specificity: 1, f1: 2 / 3 },
    { threshold: 0.95, selected: 0, precision: null, recall: 0, specificity: 1, f1: 0 },
  ]);
});

test('the confusion matrix has labels as rows', () => {
  const sample = {
    labels: Int32Array.of(0, 1, 2, 2),
    classes: ['a', 'b', 'c'],
    predictions: Int32Array.of(0, 2, 2, 1),
  };
  const counts = [
    [1, 0, 0],
    [0, 0, 1],
    [0, 1, 1],
  ];
  expect(confusionMatrix('multiclass', sample)).toEqual({ classes: ['a', 'b', 'c'], counts });
});

test('curves of one class, of no rows and without scores have their reasons', () => {
  const negatives = { labels: Uint8Array.of(0, 0), scores: Float64Array.of(0.1, 0.2) };
  expect(thresholdCurves(negatives)).toEqual({
    roc: { value: null, reason: 'one-class' },
    precisionRecall: { value: null, reason: 'no-positives' },
    gain: { value: null, reason: 'no-positives' },
  });
  expect(calibrationCurve({ labels: new Uint8Array(0), scores: new Float64Array(0) })).toMatchObject({
    reason: 'no-rows',
  });
  expect(thresholdTable({ labels: Uint8Array.of(0, 1) })).toMatchObject({ reason: 'no-scores' });
});

test('rows without a weight are in no bin of the calibration curve', () => {
  const labels = Uint8Array.of(1, 0, 1, 0);
  const scores = Float64Array.of(0.2, 0.4, 0.6, 0.8);
  const weighted = calibrationCurve({ labels, scores, weights: Float64Array.of(0, 2, 0, 1) });
  expect(weighted).toEqual(
    calibrationCurve({ labels: Uint8Array.of(0, 0), scores: Float64Array.of(0.4, 0.8) }),
  );
  // Rows of one bin, of weights 1 and 3: (0.2 + 3 · 0.6) / 4, three quarters positive, 16 / 10 effective rows.
  const [bin] = defined(
    calibrationCurve(
      { labels: Uint8Array.of(0, 1), scores: Float64Array.of(0.2, 0.6), weights: Float64Array.of(1, 3) },
      { bins: 1 },
    ),
  );
  const interval = wilson(1.2, 1.6, 0.95);
  expect(bin).toEqual({
    n: 2,
    meanScore: expect.closeTo(0.5, 15),
    observed: expect.closeTo(0.75, 15),
    low: expect.closeTo(interval.low ?? 0, 15),
    high: expect.closeTo(interval.high ?? 0, 15),
  });
  expect(calibrationCurve({ labels, scores, weights: new Float64Array(4) })).toMatchObject({
    reason: 'no-weight',
  });
});
