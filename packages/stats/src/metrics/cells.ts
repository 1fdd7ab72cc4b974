import { type Undefined, undefinedFor } from '../reason.ts';
import { arrayBeside } from '../room.ts';
import { blocks, eachBlock, rowsKernel, setBytes } from '../rows-kernel.ts';
import {
  type AnySample,
  allFinite,
  areProbabilities,
  type BinarySample,
  type MulticlassSample,
  type Samples,
  type Task,
} from '../sample.ts';

/** A confusion matrix: `counts[label * classes + prediction]` rows, or their summed weight. */
export interface Cells {
  readonly counts: Float64Array;
  readonly classes: number;
}

/** Labels and predicted classes of the same rows. */
export interface Decisions {
  readonly labels: Uint8Array | Int32Array;
  readonly predictions: Uint8Array | Int32Array;
  readonly classes: number;
}

/** Of each sample, by threshold: every metric of predicted classes reads them, alone and beside another model's. */
const known = new WeakMap<AnySample, Map<number | undefined, Decisions | Undefined>>();

/**
 * The predicted class of each row. Binary: by `threshold` (score >= threshold is 1), else the predictions given, else by
 * 0.5 where scores are from 0 to 1. Multiclass: the predictions given, else the class with the highest score, the first of equals.
 */
export function decisions<T extends Task>(
  task: T,
  sample: Samples[T],
  threshold?: number,
): Decisions | Undefined {
  const ofSample = known.get(sample) ?? new Map<number | undefined, Decisions | Undefined>();
  known.set(sample, ofSample);
  const found = ofSample.get(threshold) ?? decide(task, sample, threshold);
  ofSample.set(threshold, found);
  return found;
}

function decide<T extends Task>(
  task: T,
  sample: Samples[T],
  threshold: number | undefined,
): Decisions | Undefined {
  if (task === 'binary') return binaryDecisions(sample as BinarySample, threshold);
  if (task === 'multiclass') return multiclassDecisions(sample as MulticlassSample);
  return undefinedFor('no-predictions');
}

/**
 * Sums the weights of rows in each cell, all 1 where there are none.
 *
 * @param counts zeros, to which they are added; default, an array of their own
 */
export function confusion(
  { labels, predictions, classes }: Decisions,
  weights?: Float64Array,
  counts: Float64Array = new Float64Array(classes * classes),
): Cells {
  if (weights === undefined) {
    if (classes === 2) return countedOfTwo(labels, predictions, counts);
    for (let row = 0; row < labels.length; row++) {
      const cell = (labels[row] as number) * classes + (predictions[row] as number);
      counts[cell] = (counts[cell] as number) + 1;
    }
    return { counts, classes };
  }
  for (let row = 0; row < labels.length; row++) {
    const cell = (labels[row] as number) * classes + (predictions[row] as number);
    counts[cell] = (counts[cell] as number) + (weights[row] as number);
  }
  return { counts, classes };
}

/** Of two classes counts follow from how many rows are both. */
function countedOfTwo(
  labels: Decisions['labels'],
  predictions: Decisions['predictions'],
  counts: Float64Array,
): Cells {
  const found = countedTogether(labels, undefined, predictions);
  for (let cell = 0; cell < counts.length; cell++)
    counts[cell] = (counts[cell] as number) + (found[(cell >> 1) * 4 + (cell & 1)] as number);
  return { counts, classes: 2 };
}

/** Of rows of two classes, how many have each label, decision of one model (0 without one) and decision of another: that last one goes fastest. */
export function countedTogether(
  labels: Decisions['labels'],
  ofOne: Decisions['predictions'] | undefined,
  ofOther: Decisions['predictions'],
): Float64Array {
  const { hits, otherHits, decided, sums } = blocks();
  sums.fill(0);
  otherHits.fill(0);
  eachBlock(labels.length, (from, until) => {
    setBytes(hits, labels, from, until);
    if (ofOne) setBytes(otherHits, ofOne, from, until);
    setBytes(decided, ofOther, from, until);
    rowsKernel().countTogether(until - from);
  });
  const [a = 0, b = 0, c = 0, ab = 0, ac = 0, bc = 0, abc = 0] = sums;
  const none = labels.length - a - b - c + ab + ac + bc - abc;
  return Float64Array.of(
    ...[none, c - ac - bc + abc, b - ab - bc + abc, bc - abc],
    ...[a - ab - ac + abc, ac - abc, ab - abc, abc],
  );
}

/** Rows (summed weights) with this label. */
export function labelled({ counts, classes }: Cells, label: number): number {
  let sum = 0;
  for (let prediction = 0; prediction < classes; prediction++)
    sum += counts[label * classes + prediction] as number;
  return sum;
}

/** Rows (summed weights) predicted to be of this class. */
export function predictedAs({ counts, classes }: Cells, prediction: number): number {
  let sum = 0;
  for (let label = 0; label < classes; label++) sum += counts[label * classes + prediction] as number;
  return sum;
}

/** Rows (summed weights) of this class that were predicted so. */
export function right({ counts, classes }: Cells, label: number): number {
  return counts[label * classes + label] as number;
}

export function total({ counts }: Cells): number {
  let sum = 0;
  for (let cell = 0; cell < counts.length; cell++) sum += counts[cell] as number;
  return sum;
}

function binaryDecisions(sample: BinarySample, threshold: number | undefined): Decisions | Undefined {
  const { labels, scores, predictions } = sample;
  if (threshold === undefined && predictions) return { labels, predictions, classes: 2 };
  if (!scores) return undefinedFor('no-scores');
  if (!allFinite(scores)) return undefinedFor('not-finite');
  // In the middle of probabilities; of other scores nobody knows where.
  if (threshold === undefined && !areProbabilities(scores)) return undefinedFor('not-probabilities');
  return { labels, predictions: decided(scores, threshold ?? 0.5), classes: 2 };
}

/** 1 for each score that is at least so high. */
function decided(scores: Float64Array, cut: number): Uint8Array {
  const block = blocks();
  const decisions = arrayBeside(scores, `decided at ${cut}`, Uint8Array, scores.length);
  eachBlock(scores.length, (from, until) => {
    block.scores.set(scores.subarray(from, until));
    rowsKernel().decide(until - from, cut);
    decisions.set(block.decided.subarray(0, until - from), from);
  });
  return decisions;
}

function multiclassDecisions({
  labels,
  classes,
  predictions,
  scores,
}: MulticlassSample): Decisions | Undefined {
  if (predictions) return { labels, predictions, classes: classes.length };
  if (!scores) return undefinedFor('no-predictions');
  if (!scores.every(allFinite)) return undefinedFor('not-finite');
  const best = new Int32Array(labels.length);
  const { scores: said, numbers: highest, others: codes } = blocks();
  eachBlock(best.length, (from, until) => {
    highest.fill(Number.NEGATIVE_INFINITY);
    codes.fill(0);
    scores.forEach((ofClass, code) => {
      said.set(ofClass.subarray(from, until));
      rowsKernel().lead(until - from, code);
    });
    best.set(codes.subarray(0, until - from), from);
  });
  return { labels, predictions: best, classes: classes.length };
}
