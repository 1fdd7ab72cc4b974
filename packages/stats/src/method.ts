import type { Interval } from './intervals/interval.ts';

/** A bootstrap of rows: of two models at once, of whole clusters, of a random subset with rescaled deviations. */
export type RowBootstrapMethod = `bootstrap${'' | '-paired'}${'' | '-clusters'}${'' | '-subset'}`;

/** How an interval was had. */
export type IntervalMethod =
  | 'wilson'
  | 'delong'
  | 'newcombe-paired'
  | 'delong-paired'
  | 'bootstrap-smoothed'
  | 'influence'
  | 'influence-paired'
  | 'bootstrap-score-cells'
  | 'bootstrap-paired-score-cells'
  | RowBootstrapMethod;

/** The interval of the metric whose spec is at `place`. */
export interface Placed {
  readonly place: number;
  readonly interval: Interval;
  readonly method: IntervalMethod;
}
