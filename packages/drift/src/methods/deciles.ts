import { populationStabilityIndex } from '@assay/stats';
import { judged, without } from './measured.ts';
import type { DriftMethod } from './method.ts';
import { histogram } from './numpy-histogram.ts';
import { allFinite, shares, sortedValues } from './values.ts';

const FILL = 1e-4;
/** Below it a population is called stable; from 0.25 on, changed. */
const THRESHOLD = 0.1;

/**
 * Edges of the reference's deciles, the outer ones open: NumPy's linear quantiles (Hyndman & Fan's type 7).
 *
 * @param sorted ascending, finite, not empty
 */
export function decileEdges(sorted: Float64Array): Float64Array {
  const inner = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => {
    const place = ((sorted.length - 1) * tenth) / 10;
    const below = Math.floor(place);
    const low = sorted[below] as number;
    const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
    return low + (high - low) * (place - below);
  });
  return Float64Array.from([Number.NEGATIVE_INFINITY, ...new Set(inner), Number.POSITIVE_INFINITY]);
}

/** The banking textbooks' index: over the reference's deciles, empty cells filled with 0.0001. */
export const psiDeciles: DriftMethod = {
  id: 'psi@deciles',
  summary: 'population stability index over the deciles of the reference',
  kinds: ['numeric'],
  of: 'values',
  fit(reference) {
    if (reference.kind !== 'numeric' || !allFinite(reference)) {
      return () => without('the reference has infinite values');
    }
    const known = sortedValues(reference);
    const edges = decileEdges(known);
    return (current) => {
      if (current.kind !== 'numeric') return without('the column is not numeric');
      const cells = (sorted: Float64Array) =>
        shares(histogram(sorted, edges), sorted.length).map((share) => share || FILL);
      const value = populationStabilityIndex(cells(known), cells(sortedValues(current)));
      return judged(value, THRESHOLD, value >= THRESHOLD);
    };
  },
};
