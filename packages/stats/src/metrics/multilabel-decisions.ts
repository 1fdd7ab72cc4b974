import { type Undefined, undefinedFor } from '../reason.ts';
import { allFinite, type MultilabelSample } from '../sample.ts';
import type { Cells } from './cells.ts';
import type { MetricSpec } from './metric.ts';

/** For each class, whether each row has it and whether it was predicted. */
export interface MultilabelDecisions {
  readonly labels: readonly Uint8Array[];
  readonly predictions: readonly Uint8Array[];
}

/** What was predicted: by `threshold` (a score of at least this), else the predictions given, else by 0.5. */
export function multilabelDecisions(
  { labels, scores, predictions }: MultilabelSample,
  { threshold }: MetricSpec,
): MultilabelDecisions | Undefined {
  if (threshold === undefined && predictions) return { labels, predictions };
  if (!scores) return undefinedFor('no-scores');
  if (!scores.every(allFinite)) return undefinedFor('not-finite');
  const cut = threshold ?? 0.5;
  return {
    labels,
    predictions: scores.map((ofClass) => Uint8Array.from(ofClass, (score) => (score >= cut ? 1 : 0))),
  };
}

/** A confusion matrix of two classes, has it or not, for each class. */
export function cellsByClass(
  { labels, predictions }: MultilabelDecisions,
  weights: Float64Array,
): readonly Cells[] {
  return labels.map((label, code) => {
    const prediction = predictions[code] as Uint8Array;
    const counts = new Float64Array(4);
    for (let row = 0; row < label.length; row++) {
      const cell = 2 * (label[row] as number) + (prediction[row] as number);
      counts[cell] = (counts[cell] as number) + (weights[row] as number);
    }
    return { counts, classes: 2 };
  });
}

/** The matrices of all classes added up. */
export function addedUp(cells: readonly Cells[]): Cells {
  const counts = new Float64Array(4);
  for (const one of cells)
    for (let i = 0; i < 4; i++) counts[i] = (counts[i] as number) + (one.counts[i] as number);
  return { counts, classes: 2 };
}
