import type { Undefined } from '../reason.ts';
import { undefinedFor } from '../reason.ts';

/** Given labels, and what a model says of the same rows that it was not trained on. */
export interface LabelledRows {
  /** Class of each row, from 0. */
  readonly labels: Int32Array;
  /** Rows × classes, row by row: the probability of each class. */
  readonly probabilities: Float64Array;
  /** Number of classes, at least 2. */
  readonly classes: number;
}

/** Probabilities that were written with a few digits, or computed in single precision, add up to 1 only nearly. */
const SUM_TOLERANCE = 1e-2;

/**
 * Why nothing can be learned from these rows, if so.
 *
 * @throws RangeError for arrays whose lengths do not fit, or a label that is no class
 */
export function unusable({ labels, probabilities, classes }: LabelledRows): Undefined | undefined {
  if (!Number.isInteger(classes) || classes < 2)
    throw new RangeError(`there are at least 2 classes, not ${classes}`);
  if (probabilities.length !== labels.length * classes)
    throw new RangeError(
      `${labels.length} rows of ${classes} classes do not have ${probabilities.length} probabilities`,
    );
  for (const label of labels)
    if (label < 0 || label >= classes)
      throw new RangeError(`a label is one of ${classes} classes, from 0, not ${label}`);
  if (labels.length === 0) return undefinedFor('no-rows');
  for (let start = 0; start < probabilities.length; start += classes) {
    let sum = 0;
    let proper = true;
    for (let place = start; place < start + classes; place++) {
      const probability = probabilities[place] as number;
      proper &&= probability >= 0 && probability <= 1;
      sum += probability;
    }
    if (!Number.isFinite(sum)) return undefinedFor('not-finite');
    if (!proper || Math.abs(sum - 1) > SUM_TOLERANCE) return undefinedFor('not-probabilities');
  }
  const [first] = labels;
  return labels.every((label) => label === first) ? undefinedFor('one-class') : undefined;
}

/** Number of rows that each class is the given label of. */
export function labelCounts({ labels, classes }: LabelledRows): Float64Array {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  return counts;
}

/** The likeliest class of a row, the first of equals. */
export function likeliest({ probabilities, classes }: LabelledRows, row: number): number {
  let best = 0;
  for (let code = 1; code < classes; code++)
    if ((probabilities[row * classes + code] as number) > (probabilities[row * classes + best] as number))
      best = code;
  return best;
}
