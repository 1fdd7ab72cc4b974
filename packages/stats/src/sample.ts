/** What a model predicts: one of two classes, one of several, or a number. */
export type Task = 'binary' | 'multiclass' | 'regression';

/**
 * Rows with labels 0 or 1. `scores` is the score of class 1 (for probability metrics, its probability);
 * `predictions` are given classes. Arrays are as long as `labels`, and read only: what is derived from them
 * (sort orders) is kept for as long as they live.
 */
export interface BinarySample {
  readonly labels: Uint8Array;
  readonly scores?: Float64Array | undefined;
  readonly predictions?: Uint8Array | undefined;
  readonly weights?: Float64Array | undefined;
}

/** Rows whose labels and predictions are indices into `classes`; `scores` holds one array for each class. */
export interface MulticlassSample {
  readonly labels: Int32Array;
  readonly classes: readonly string[];
  readonly scores?: readonly Float64Array[] | undefined;
  readonly predictions?: Int32Array | undefined;
  readonly weights?: Float64Array | undefined;
}

/** Rows whose labels and predictions are numbers. */
export interface RegressionSample {
  readonly labels: Float64Array;
  readonly predictions: Float64Array;
  readonly weights?: Float64Array | undefined;
}

/** The sample that belongs to a task. */
export interface Samples {
  readonly binary: BinarySample;
  readonly multiclass: MulticlassSample;
  readonly regression: RegressionSample;
}

/** Any sample, where only its rows and weights matter. */
export type AnySample = Samples[Task];

/** All arrays of a sample that hold numbers of rows. */
function columnsOf(sample: AnySample): (Float64Array | Int32Array | Uint8Array)[] {
  const scores = 'scores' in sample && sample.scores !== undefined ? sample.scores : [];
  return [
    sample.labels,
    ...(sample.predictions ? [sample.predictions] : []),
    ...(sample.weights ? [sample.weights] : []),
    ...(scores instanceof Float64Array ? [scores] : scores),
  ];
}

/** @throws RangeError when the arrays of a sample differ in length, or a group array differs from them. */
export function checkLengths(sample: AnySample, group?: Int32Array): void {
  const rows = sample.labels.length;
  for (const column of [...columnsOf(sample), ...(group ? [group] : [])]) {
    if (column.length !== rows)
      throw new RangeError(`a sample of ${rows} labels has an array of ${column.length} values`);
  }
}

/** The weights of a sample, all 1 where it has none. */
export function weightsOf(sample: AnySample): Float64Array {
  return sample.weights ?? new Float64Array(sample.labels.length).fill(1);
}

/** Whether every number of the array is finite. */
export function allFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}
