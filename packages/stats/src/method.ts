import type { Interval } from './intervals/interval.ts';

/** How an interval was had. */
export type IntervalMethod =
  | 'wilson'
  | 'delong'
  | 'bootstrap'
  | 'bootstrap-smoothed'
  | 'bootstrap-score-cells'
  | 'bootstrap-clusters'
  | 'newcombe-paired'
  | 'delong-paired'
  | 'bootstrap-paired'
  | 'bootstrap-paired-clusters';

/** The interval of the metric whose spec is at `place`. */
export interface Placed {
  readonly place: number;
  readonly interval: Interval;
  readonly method: IntervalMethod;
}
