import type { Interval } from './intervals/interval.ts';

/** A bootstrap of rows: of two models at once, of whole clusters, of a random subset with rescaled deviations. */
export type RowBootstrapMethod = `bootstrap${'' | '-paired'}${'' | '-clusters'}${'' | '-subset'}`;

/** A bootstrap: of rows, or of cells or sums that stand for them. */
export type BootstrapMethod =
  | 'bootstrap-smoothed'
  | 'bootstrap-score-cells'
  | `bootstrap${'' | '-paired'}-sums`
  | RowBootstrapMethod;

/** How an interval was had: of a bootstrap, by percentiles unless it says otherwise. */
export type IntervalMethod =
  | 'wilson'
  | 'delong'
  | 'newcombe-paired'
  | 'delong-paired'
  | 'influence'
  | 'influence-paired'
  | `${BootstrapMethod}${'' | '-reflected' | '-symmetric' | '-bca'}`;

/** The interval of the metric whose spec is at `place`. */
export interface Placed {
  readonly place: number;
  readonly interval: Interval;
  readonly method: IntervalMethod;
}
