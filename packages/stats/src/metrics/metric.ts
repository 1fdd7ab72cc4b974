import type { Proportion } from '../intervals/newcombe.ts';
import type { Undefined, Value } from '../reason.ts';
import type { Samples, Task } from '../sample.ts';
import type { Cells } from './cells.ts';
import type { SortedByScore } from './sorted-by-score.ts';

/** What a formula is made of: of a column of the sample, without its gaps (NaN), the sum, the count, or the quantile of a share. */
export interface Aggregate {
  readonly column: string;
  readonly of: 'sum' | 'count' | number;
}

/** A user's own metric: arithmetic on aggregates, so that it is a function of row weights as all others are. */
export interface Formula {
  readonly aggregates: readonly Aggregate[];
  /** The metric from the aggregates' values, in their order; what is not finite is undefined. */
  readonly value: (aggregates: readonly number[]) => number;
}

/** A metric to compute, as a contract or a command line names it. */
export interface MetricSpec {
  /** An id of the registry: `f1`, `f1_macro`, `recall:spam`. */
  readonly metric: string;
  /** Binary metrics of predicted classes: a score of at least this is positive. Default: the sample's predictions, else 0.5. */
  readonly threshold?: number | undefined;
  /** Metrics of a top: how many of the highest scores count. */
  readonly k?: number | undefined;
  /** `f_beta`: how many times as much recall counts as precision. */
  readonly beta?: number | undefined;
  /** Calibration errors: into how many bins. */
  readonly bins?: number | undefined;
  /** Pinball losses and quantiles of errors: of which quantile, between 0 and 1. */
  readonly level?: number | undefined;
  /** A user's own metric, in place of one that the registry has under `metric`. */
  readonly formula?: Formula | undefined;
}

/** A number that a metric takes: `ndcg@10` is `ndcg` with a `k` of 10. */
type Parameter = Exclude<keyof MetricSpec, 'metric' | 'formula'>;

/** What every registration says of its metric, for gates, reports and documentation. */
export interface MetricFacts {
  readonly id: string;
  /** Which way is better; `null` where neither is in itself. */
  readonly direction: 'higher' | 'lower' | null;
  /** Smallest and largest possible value. */
  readonly range: readonly [number, number];
  readonly unit:
    | 'proportion'
    | 'coefficient'
    | 'nats'
    | 'ratio'
    | 'label'
    | 'label-squared'
    | 'log-label'
    | 'own';
  /** What it reads of a row: scores, predictions, or predictions that a threshold makes of scores. */
  readonly needs: 'score' | 'prediction' | 'threshold' | 'columns';
  /**
   * How its interval is had where rows are independent and unweighted; a bootstrap otherwise: by percentiles, reflected
   * for what comes out too high, symmetric for areas and shares of variance.
   */
  readonly interval: 'wilson' | 'delong' | 'bootstrap' | 'reflected' | 'symmetric';
  /** On what scale a bootstrap's interval is reflected or symmetric. Default: its own. */
  readonly scale?: 'logit' | 'log';
  /** No method is known by which its interval, or that of its changes alone, holds the truth as often as it says: docs/coverage.md. */
  readonly approximate?: true | 'changes';
  /** The number that its id takes after an `@`, and what it is without one; `null`: none. */
  readonly takes?: { readonly name: Parameter; readonly usual: number | null };
  /** What its id names after a colon: a class (`recall:spam`), or a column of groups. */
  readonly argument?: 'class' | 'column';
}

/** A metric as a function of row weights: the sample is sorted and checked once, each call is then O(n). */
export interface WeightedMetric {
  (weights: Float64Array): Value;
  /**
   * Its derivative by the weight of each row where all are 1, for metrics that are smooth in them: the sum of squares is their
   * variance over samples. Efron (1982), The Jackknife, the Bootstrap and Other Resampling Plans, chapter 6.
   *
   * @param into where they are written; default, an array of their own
   */
  readonly influence?: (into?: Float64Array) => Float64Array;
  /** Where it is a mean over rows, what each of them contributes. */
  readonly contributions?: Float64Array | Contributions;
  /** Where it is average precision, the ranking that it is of. */
  readonly precisionOf?: SortedByScore;
  /** The same where all weights are 1, in fewer steps and with no array of its own. */
  readonly unweighted?: () => Unweighted;
}

/** A metric of rows that count alike. */
export interface Unweighted {
  readonly value: Value;
  /** The sum of squares of its derivatives, for metrics that have them. */
  readonly variance?: number;
}

/** A metric of the rows of a sample. */
export interface RowMetric<T extends Task> extends MetricFacts {
  readonly from: 'rows';
  /** @param argument what the id names after a colon */
  over(sample: Samples[T], spec: MetricSpec, argument: string): WeightedMetric | Undefined;
  /** Where it is the share of rows (all, or those that labels choose) that have something: 1 for each that has it, 0 for all others. */
  outcomes?(sample: Samples[T], spec: MetricSpec, argument: string): Uint8Array | Undefined;
  /** Where it is a mean over queries, the value of each. */
  ofQueries?(sample: Samples[T], spec: MetricSpec): readonly number[] | Undefined;
  readonly extreme?: Extreme<T>;
  /** Where positives are rare, its derivatives say too little of how it varies. */
  readonly unlessRare?: true;
  /**
   * Where it is a function of a few sums over rows, though not a smooth one.
   *
   * @param models how many are drawn together
   */
  sums?(sample: Samples[T], spec: MetricSpec, models: 1 | 2): SummedMetric | Undefined;
}

/** What each row contributes to a mean, computed when it is asked for. */
export interface Contributions {
  readonly rows: number;
  /** Writes those of the rows from this one on, as many as there is room for. */
  readonly fill: (some: Float64Array, from: number) => void;
}

/** What is said of each row, and whether it is so. */
export interface Told {
  readonly scores: Float64Array;
  readonly hits: Uint8Array;
}

/** A metric as a function of sums over rows, or what it is close by where these vary. */
export interface SummedMetric {
  readonly rows: number;
  readonly sums: Float64Array;
  /** Of each sum, the squares of what rows add to it. */
  readonly squares: Float64Array;
  /** The sum to which each row adds. */
  readonly cellOf: () => Uint16Array;
  /** It adds by how much its score is above its hit, over the number of rows; `undefined`: 1. */
  readonly told: Told | undefined;
  readonly value: (sums: Float64Array) => number;
  /**
   * Where sums count the negatives and the positives of each bin, the same from how far bins move the distributions of both classes apart.
   */
  readonly ofDistances?: (distances: Float64Array) => number;
}

/** What a metric is that is the largest or the least of several smooth numbers. */
export interface Extreme<T extends Task> {
  readonly is: 'largest' | 'least';
  /** The numbers, each in both directions where they are differences, so that their number is even. */
  parts(sample: Samples[T], spec: MetricSpec, argument: string): WeightedParts | Undefined;
  /** The metric from a part: a rising function. Default: the part itself. */
  fromPart?(part: number): number;
}

/** Several numbers as a function of row weights. */
type WeightedParts = (weights: Float64Array) => readonly Value[];

/** A metric of the confusion matrix alone; `of` is the class that it is about (1 for a binary task). */
export interface CellMetric extends MetricFacts {
  readonly from: 'cells';
  value(cells: Cells, of: number, spec: MetricSpec): Value;
  /** The proportion that the metric is, or is a rising function of (`fromProportion`): for Wilson's interval. */
  proportion?(cells: Cells, of: number): Proportion;
  fromProportion?(share: number): number;
  /** Where labels alone choose the rows of the proportion, and success is a right prediction: for paired intervals. */
  pairedOver?(label: number, of: number): boolean;
}

export type Metric<T extends Task> = RowMetric<T> | CellMetric;
