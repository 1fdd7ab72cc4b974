import { undefinedFor } from '../reason.ts';
import type { WeightedMetric } from './metric.ts';

/**
 * The least value that a share `level` of the weight does not exceed: the inverse of the distribution function, without
 * interpolation.
 *
 * @param order row numbers in ascending order of values; rows that are not in it count for nothing
 */
export function weightedQuantile(values: Float64Array, order: Int32Array, level: number): WeightedMetric {
  return (weights) => {
    let total = 0;
    for (const row of order) total += weights[row] as number;
    if (total === 0) return undefinedFor('no-weight');
    // A share of n is k/n by division, which may lie a rounding above level: what is within one counts as reached.
    const enough = level * total * (1 - 4 * Number.EPSILON);
    let below = 0;
    let last = 0;
    for (const row of order) {
      const weight = weights[row] as number;
      if (weight === 0) continue;
      below += weight;
      last = values[row] as number;
      if (below >= enough) break;
    }
    return { value: last };
  };
}
