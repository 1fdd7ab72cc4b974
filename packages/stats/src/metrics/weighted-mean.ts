import { undefinedFor } from '../reason.ts';
import type { WeightedMetric } from './metric.ts';

/** The weighted mean of what each row contributes; `finish` maps the mean to the metric (a root, say). */
export function weightedMean(contributions: Float64Array, finish?: (mean: number) => number): WeightedMetric {
  return (weights) => {
    let sum = 0;
    let weight = 0;
    for (let row = 0; row < contributions.length; row++) {
      const w = weights[row] as number;
      sum += w * (contributions[row] as number);
      weight += w;
    }
    if (weight === 0) return undefinedFor('no-weight');
    return { value: finish ? finish(sum / weight) : sum / weight };
  };
}
