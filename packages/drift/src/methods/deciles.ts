import { populationStabilityIndex } from '@assay/stats';
import { judged, without } from './measured.ts';
import type { DriftMethod } from './method.ts';
import { histogram, linspace } from './numpy-histogram.ts';
import { allFinite, shares, sortedValues } from './values.ts';

const FILL = 1e-4;
/** Below it a population is called stable; from 0.25 on, changed. */
const THRESHOLD = 0.1;

/**
 * The nine inner deciles, some of them equal where values tie: NumPy's linear quantiles (Hyndman & Fan's type 7).
 *
 * @param sorted ascending, finite, not empty
 */
export function deciles(sorted: Float64Array): number[] {
  // A value of the current data may lie exactly on an edge, so that the last bit counts: NumPy's tenths, from the nearer end.
  const tenths = [...linspace(0, 1, 10).slice(1, -1)];
  return tenths.map((tenth) => {
    const place = (sorted.length - 1) * tenth;
    const below = Math.floor(place);
    const low = sorted[below] as number;
    const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
    const part = place - below;
    if (!Number.isFinite(high - low)) return low * (1 - part) + high * part;
    return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
  });
}

/** The banking textbooks' index: over the reference's deciles, the outer cells open, empty ones filled with 0.0001. */
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
    const inner = new Set(deciles(known));
    const edges = Float64Array.from([Number.NEGATIVE_INFINITY, ...inner, Number.POSITIVE_INFINITY]);
    return (current) => {
      if (current.kind !== 'numeric') return without('the column is not numeric');
      const cells = (sorted: Float64Array) =>
        shares(histogram(sorted, edges), sorted.length).map((share) => share || FILL);
      const value = populationStabilityIndex(cells(known), cells(sortedValues(current)));
      return judged(value, THRESHOLD, value >= THRESHOLD);
    };
  },
};
