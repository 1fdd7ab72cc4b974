import { undefinedFor } from '../reason.ts';
import type { WeightedMetric } from './metric.ts';

/** What maps a mean to a metric, and its slope, where it has one. */
interface Finish {
  readonly of: (mean: number) => number;
  readonly slope?: (mean: number) => number;
}

/** The root of a mean. */
export const root: Finish = { of: Math.sqrt, slope: (mean) => 0.5 / Math.sqrt(mean) };

/** The weighted mean of what each row contributes; `finish` maps the mean to the metric (a root, say). */
export function weightedMean(contributions: Float64Array, finish?: Finish): WeightedMetric {
  const measured = (weights: Float64Array) => {
    let sum = 0;
    let weight = 0;
    for (let row = 0; row < contributions.length; row++) {
      const w = weights[row] as number;
      sum += w * (contributions[row] as number);
      weight += w;
    }
    if (weight === 0) return undefinedFor('no-weight');
    return { value: finish ? finish.of(sum / weight) : sum / weight };
  };
  if (finish && !finish.slope) return measured;
  return Object.assign(measured, { influence: () => influenceOf(contributions, finish) });
}

function influenceOf(contributions: Float64Array, finish: Finish | undefined): Float64Array {
  const rows = contributions.length;
  let mean = 0;
  for (let row = 0; row < rows; row++) mean += (contributions[row] as number) / rows;
  const slope = (finish?.slope?.(mean) ?? 1) / rows;
  const influence = new Float64Array(rows);
  for (let row = 0; row < rows; row++) influence[row] = slope * ((contributions[row] as number) - mean);
  return influence;
}
