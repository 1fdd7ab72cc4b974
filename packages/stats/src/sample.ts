import { eachBlockHolds } from './rows-kernel.ts';

/** What a model predicts. */
export type Task = 'binary' | 'multiclass' | 'multilabel' | 'regression' | 'quantile' | 'ranking' | 'text';

/** What every sample may have beside what its task reads. */
export interface RowFacts {
  readonly weights?: Float64Array | undefined;
  /** Groups of rows by the name of a column, as codes from 0: for metrics that compare groups. */
  readonly attributes?: Readonly<Record<string, Int32Array>> | undefined;
  /** Numbers that formulas read, by the names that these give them; NaN where there is none. */
  readonly columns?: Readonly<Record<string, Float64Array>> | undefined;
}

/**
 * Rows with labels 0 or 1. `scores` is the score of class 1 (for probability metrics, its probability);
 * `predictions` are given classes. Arrays are as long as `labels`, and read only: what is derived from them
 * (sort orders) is kept for as long as they live.
 */
export interface BinarySample extends RowFacts {
  readonly labels: Uint8Array;
  readonly scores?: Float64Array | undefined;
  readonly predictions?: Uint8Array | undefined;
}

/** Rows whose labels and predictions are indices into `classes`; `scores` holds one array for each class. */
export interface MulticlassSample extends RowFacts {
  readonly labels: Int32Array;
  readonly classes: readonly string[];
  readonly scores?: readonly Float64Array[] | undefined;
  readonly predictions?: Int32Array | undefined;
}

/** Rows that each have any number of `classes`: for each class an array of 0 and 1, and one of its score. */
export interface MultilabelSample extends RowFacts {
  readonly labels: readonly Uint8Array[];
  readonly classes: readonly string[];
  readonly scores?: readonly Float64Array[] | undefined;
  readonly predictions?: readonly Uint8Array[] | undefined;
}

/** Rows whose labels and predictions are numbers. */
export interface RegressionSample extends RowFacts {
  readonly labels: Float64Array;
  readonly predictions: Float64Array;
  /** Mean absolute error of the naive forecast, in training, of the series that the row is of. */
  readonly scales?: Float64Array | undefined;
}

/** Rows whose labels are numbers, and for which several quantiles were forecast: one array for each level, ascending. */
export interface QuantileSample extends RowFacts {
  readonly labels: Float64Array;
  readonly levels: readonly number[];
  readonly predictions: readonly Float64Array[];
}

/** Rows are items offered to a query: `labels` says how relevant each is (0: not at all), `scores` orders them. */
export interface RankingSample extends RowFacts {
  readonly labels: Float64Array;
  readonly scores: Float64Array;
  /** Code of the query, from 0. */
  readonly queries: Int32Array;
}

/** Rows of generated text. `scores` is 0 or 1 (or between): how well a judge or a test found it. */
export interface TextSample extends RowFacts {
  readonly labels: readonly string[];
  readonly predictions?: readonly string[] | undefined;
  readonly scores?: Float64Array | undefined;
  /** Code of the problem that the row is an attempt at, from 0. */
  readonly queries?: Int32Array | undefined;
}

/** The sample that belongs to a task. */
export interface Samples {
  readonly binary: BinarySample;
  readonly multiclass: MulticlassSample;
  readonly multilabel: MultilabelSample;
  readonly regression: RegressionSample;
  readonly quantile: QuantileSample;
  readonly ranking: RankingSample;
  readonly text: TextSample;
}

/** Any sample, where only its rows and weights matter. */
export type AnySample = Samples[Task];

/** Values of rows. */
export type Column = Float64Array | Int32Array | Uint8Array | readonly string[];

/** What a sample says of no row in particular. */
export const notOfRows: ReadonlySet<string> = new Set(['classes', 'levels']);

export function isColumn(value: object): value is Column {
  return ArrayBuffer.isView(value) || (Array.isArray(value) && !value.some((one) => typeof one === 'object'));
}

/** How many rows a sample has. */
export function rowsOf({ labels }: AnySample): number {
  return isColumn(labels) ? labels.length : (labels[0]?.length ?? 0);
}

/** Whether two samples have the same labels in the same order. */
export function sameLabels(a: AnySample, b: AnySample): boolean {
  return sameValues(a.labels, b.labels);
}

function sameValues(a: AnySample['labels'], b: AnySample['labels']): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return sameBytes(a, b);
  for (let i = 0; i < a.length; i++) {
    const [one, other] = [a[i], b[i]];
    const same =
      typeof one === 'object' && typeof other === 'object' ? sameValues(one, other) : one === other;
    if (!same) return false;
  }
  return true;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** All arrays of a sample that hold values of rows. */
function columnsOf(sample: AnySample): Column[] {
  return Object.entries(sample).flatMap(([name, value]: [string, object | undefined]) => {
    if (value === undefined || notOfRows.has(name)) return [];
    return isColumn(value) ? [value] : (Object.values(value) as Column[]);
  });
}

/** @throws RangeError when the arrays of a sample differ in length, or a group array differs from them. */
export function checkLengths(sample: AnySample, group?: Int32Array): void {
  const rows = rowsOf(sample);
  for (const column of [...columnsOf(sample), ...(group ? [group] : [])]) {
    if (column.length !== rows)
      throw new RangeError(`a sample of ${rows} labels has an array of ${column.length} values`);
  }
}

let ones = new Float64Array(0);

/** The weights of a sample, all 1 where it has none. Read only, since all samples without any share these. */
export function weightsOf(sample: AnySample): Float64Array {
  if (sample.weights) return sample.weights;
  const rows = rowsOf(sample);
  if (rows > ones.length) ones = new Float64Array(rows).fill(1);
  return ones.subarray(0, rows);
}

/** What holds of every number of an array of a sample, or does not: looked at once, since they are read only. */
const finite = new WeakMap<Float64Array, boolean>();
const probable = new WeakMap<Float64Array, boolean>();

/** Whether every number is finite; mostly they are probabilities, which is asked too. */
export function allFinite(values: Float64Array): boolean {
  const known =
    finite.get(values) ??
    (areProbabilities(values) || areWithin(values, -Number.MAX_VALUE, Number.MAX_VALUE));
  finite.set(values, known);
  return known;
}

/** Whether all values lie in [0, 1]. */
export function areProbabilities(values: Float64Array): boolean {
  const known = probable.get(values) ?? areWithin(values, 0, 1);
  probable.set(values, known);
  return known;
}

function areWithin(values: Float64Array, least: number, most: number): boolean {
  return eachBlockHolds(values.length, (from, until) => {
    for (let i = from; i < until; i++) {
      const value = values[i] as number;
      if (!(value >= least && value <= most)) return false;
    }
    return true;
  });
}

/** What holds of all numbers holds of some of them: many samples are made of the rows of one. */
export function inherit(all: Float64Array, some: Float64Array): void {
  if (allFinite(all)) finite.set(some, true);
  if (areProbabilities(all)) probable.set(some, true);
}
