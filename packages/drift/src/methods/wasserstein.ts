import { wasserstein as distance } from '@assay/stats';
import { judged, without } from './measured.ts';
import type { DriftMethod } from './method.ts';
import { THRESHOLD } from './own-rule.ts';
import { allFinite, sortedValues } from './values.ts';

/** First Wasserstein distance in standard deviations (n - 1) of the reference. */
export const wasserstein: DriftMethod = {
  id: 'wasserstein',
  summary: 'Wasserstein distance in standard deviations of the reference',
  kinds: ['numeric'],
  of: 'values',
  fit: (reference) => (current) => {
    if (reference.kind !== 'numeric' || current.kind !== 'numeric')
      return without('the column is not numeric');
    if (!allFinite(reference) || !allFinite(current)) return without('the column has infinite values');
    const known = sortedValues(reference);
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    if (known[0] === known.at(-1)) return without('the reference is constant: it has no standard deviation');
    const value = distance(known, sortedValues(current)) / Math.sqrt(squares / (known.length - 1));
    if (!Number.isFinite(value)) return without('the values are too great for their distance to be a number');
    return judged(value, THRESHOLD, value >= THRESHOLD);
  },
};
