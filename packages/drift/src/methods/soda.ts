import { populationStabilityIndex } from '@assay/stats';
import { rowsOf } from './column.ts';
import { bare, without } from './measured.ts';
import type { DriftMethod } from './method.ts';
import { histogram, linspace } from './numpy-histogram.ts';
import { allFinite, shares, sortedValues } from './values.ts';

const BINS = 10;
const FILL = 1e-5;

/**
 * Soda Core 3's index: ten bins of equal width over both sides, empty ones filled. Nulls of the current rows count into
 * their number and into no bin, as they do there; those of the reference are dropped. Soda itself compares with a sample
 * drawn from a histogram of the reference; here it is the reference.
 */
export const psiSoda: DriftMethod = {
  id: 'psi@soda',
  summary: 'population stability index over ten bins of equal width',
  kinds: ['numeric'],
  of: 'values',
  fit: (reference) => (current) => {
    if (reference.kind !== 'numeric' || current.kind !== 'numeric')
      return without('the column is not numeric');
    if (!allFinite(reference) || !allFinite(current)) return without('the column has infinite values');
    const [known, now] = [sortedValues(reference), sortedValues(current)];
    const low = Math.min(known[0] as number, now[0] as number);
    const high = Math.max(known.at(-1) as number, now.at(-1) as number);
    if (!Number.isFinite(high - low)) return without('the range of the values cannot be cut into bins');
    const edges = linspace(low, high, BINS);
    const cells = (sorted: Float64Array, rows: number) =>
      shares(histogram(sorted, edges), rows).map((share) => share || FILL);
    return bare(populationStabilityIndex(cells(now, rowsOf(current)), cells(known, known.length)));
  },
};
