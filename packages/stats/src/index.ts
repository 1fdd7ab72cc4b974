export * from './agreement/index.ts';
export * from './alone/index.ts';
export * from './association/index.ts';
export { type BestThreshold, bestThreshold } from './best-threshold.ts';
export { seeded } from './bootstrap/random.ts';
export { take, takeRows } from './bootstrap/subset.ts';
export { type CalibrationBin, calibrationCurve } from './curves/calibration.ts';
export { type ConfusionMatrix, confusionMatrix } from './curves/confusion-matrix.ts';
export {
  type GainPoint,
  type PrecisionRecallPoint,
  type RocPoint,
  type ThresholdCurves,
  thresholdCurves,
} from './curves/threshold-curves.ts';
export { type ThresholdRow, thresholdTable } from './curves/threshold-table.ts';
export { type Flips, flips } from './flips.ts';
export { areaDifference, areaInterval } from './intervals/area.ts';
export { type DeLong, type DeLongPaired, deLong, deLongPaired } from './intervals/delong.ts';
export type { EstimatedInterval, Interval, NoInterval } from './intervals/interval.ts';
export { mcnemarExact } from './intervals/mcnemar.ts';
export { newcombe, newcombePaired, type PairedCounts, type Proportion } from './intervals/newcombe.ts';
export { criticalValue, standardNormalProbability } from './intervals/normal.ts';
export { unpairedDifference } from './intervals/square-and-add.ts';
export { type Spread, spreadOf, welch } from './intervals/welch.ts';
export { wilson } from './intervals/wilson.ts';
export * from './label-errors/index.ts';
export type { IntervalMethod } from './method.ts';
export { type MetricInterval, metricIntervals } from './metric-intervals.ts';
export {
  type ClassAreas,
  type ClassRange,
  classAreas,
  classRanges,
  knowAreas,
} from './metrics/class-areas.ts';
export type { Aggregate, Formula, MetricFacts, MetricSpec } from './metrics/metric.ts';
export { orderByRanks } from './metrics/order-by-ranks.ts';
export { metricIds, type ParsedMetric, parseMetric, UnknownMetricError } from './metrics/parse.ts';
export { weightedQuantile } from './metrics/weighted-quantile.ts';
export { benjaminiHochberg, holm } from './multiplicity.ts';
export type { IntervalOptions } from './options.ts';
export { ascendingOrder, ranksOf } from './order.ts';
export { type MetricDifference, pairedDifferences } from './paired-differences.ts';
export { type Estimates, knowEstimates, pointEstimates } from './point-estimates.ts';
export * from './prediction/index.ts';
export type { Reason, Undefined, Value } from './reason.ts';
export { reasonInWords } from './reason-in-words.ts';
export * from './representation/index.ts';
export type { Room } from './room.ts';
export type {
  BinarySample,
  MulticlassSample,
  MultilabelSample,
  QuantileSample,
  RankingSample,
  RegressionSample,
  RowFacts,
  Samples,
  Task,
  TextSample,
} from './sample.ts';
export { areProbabilities, rowsOf, sameLabels } from './sample.ts';
export { minimumDetectableEffect, rowsToSettle } from './sample-size.ts';
export * from './sequential/index.ts';
export * from './sketch/index.ts';
export * from './slice-search/index.ts';
export { type Looks, rowsForFewChanges, rowsForTolerance } from './test-set-size.ts';
export * from './two-sample/index.ts';
export { compileWebAssembly } from './web-assembly.ts';
