import type { Proportion } from '../intervals/newcombe.ts';
import type { Undefined, Value } from '../reason.ts';
import type { Samples, Task } from '../sample.ts';
import type { Cells } from './cells.ts';

/** A metric to compute, as a contract or a command line names it. */
export interface MetricSpec {
  /** An id of the registry: `f1`, `f1_macro`, `recall:spam`. */
  readonly metric: string;
  /** Binary metrics of predicted classes: a score of at least this is positive. Default: the sample's predictions, else 0.5. */
  readonly threshold?: number | undefined;
  /** `top_k_accuracy`: how many of the highest scores count. Default 2, as in scikit-learn. */
  readonly k?: number | undefined;
}

/** What every registration says of its metric, for gates, reports and documentation. */
export interface MetricFacts {
  readonly id: string;
  readonly direction: 'higher' | 'lower';
  /** Smallest and largest possible value. */
  readonly range: readonly [number, number];
  readonly unit: 'proportion' | 'coefficient' | 'nats' | 'ratio' | 'label' | 'label-squared' | 'log-label';
  /** What it reads of a row: scores, predictions, or predictions that a threshold makes of scores. */
  readonly needs: 'score' | 'prediction' | 'threshold';
  /** How its interval is had where rows are independent and unweighted; a bootstrap otherwise. */
  readonly interval: 'wilson' | 'delong' | 'bootstrap';
}

/** A metric as a function of row weights: the sample is sorted and checked once, each call is then O(n). */
export type WeightedMetric = (weights: Float64Array) => Value;

/** A metric of the rows of a sample. */
export interface RowMetric<T extends Task> extends MetricFacts {
  readonly from: 'rows';
  over(sample: Samples[T], spec: MetricSpec): WeightedMetric | Undefined;
}

/** A metric of the confusion matrix alone; `of` is the class that it is about (1 for a binary task). */
export interface CellMetric extends MetricFacts {
  readonly from: 'cells';
  /** Its id needs a class: `recall:spam`. */
  readonly perClass?: boolean;
  value(cells: Cells, of: number): Value;
  /** The proportion that the metric is, or is a rising function of (`fromProportion`): for Wilson's interval. */
  proportion?(cells: Cells, of: number): Proportion;
  fromProportion?(share: number): number;
  /** Where labels alone choose the rows of the proportion, and success is a right prediction: for paired intervals. */
  pairedOver?(label: number, of: number): boolean;
}

export type Metric<T extends Task> = RowMetric<T> | CellMetric;
