import { confusion, decisions } from '../metrics/cells.ts';
import type { Undefined } from '../reason.ts';
import type { MulticlassSample, Samples } from '../sample.ts';

/** Rows (or summed weights) by label, and in each by prediction, in the order of `classes`. */
export interface ConfusionMatrix {
  readonly classes: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** The confusion matrix at one threshold for binary scores (default as in `MetricSpec`); its classes are then 0 and 1. */
export function confusionMatrix<T extends 'binary' | 'multiclass'>(
  task: T,
  sample: Samples[T],
  threshold?: number,
): ConfusionMatrix | Undefined {
  const decided = decisions(task, sample, threshold);
  if ('reason' in decided) return decided;
  const { counts } = confusion(decided, sample.weights);
  const classes = task === 'binary' ? ['0', '1'] : (sample as MulticlassSample).classes;
  return {
    classes,
    counts: classes.map((_, label) => [
      ...counts.subarray(label * classes.length, (label + 1) * classes.length),
    ]),
  };
}
