import { jensenShannon, largestDifference } from '@assay/stats';
import type { DriftColumn, NumericColumn } from './column.ts';
import { bare, without } from './measured.ts';
import type { DriftMethod } from './method.ts';
import { histogram, linspace } from './numpy-histogram.ts';
import { type TfdvHistogram, tfdvDivergence } from './tfdv-histogram.ts';
import { alignedCounts, presentRows, shares, sortedValues, tally } from './values.ts';

/** Buckets of a standard histogram. */
const BUCKETS = 10;

/** TFDV's L-infinity distance: the largest difference of a value's frequencies. */
export const linf: DriftMethod = {
  id: 'linf@tfdv',
  summary: 'the largest difference of the frequencies of a value',
  kinds: ['categorical'],
  of: 'values',
  fit(reference) {
    const known = tally(reference);
    return (current) => {
      const { p, q } = frequencies(known, current, presentRows(reference));
      return bare(largestDifference(p, q));
    };
  },
};

/**
 * TFDV's Jensen-Shannon divergence. Of numeric columns it compares standard histograms; these hold exact counts here,
 * where TFDV estimates them from a sketch of quantiles, and is off by some percent.
 */
export const jsd: DriftMethod = {
  id: 'jsd@tfdv',
  summary: 'Jensen-Shannon divergence in bits; numeric columns over ten equal-width buckets of each side',
  kinds: ['numeric', 'categorical'],
  of: 'values',
  fit(reference) {
    if (reference.kind === 'numeric') {
      const known = standardHistogram(reference);
      return (current) => {
        const now = current.kind === 'numeric' ? standardHistogram(current) : null;
        const value = known && now && tfdvDivergence(known, now);
        return value === null ? without('the range of the values cannot be cut into buckets') : bare(value);
      };
    }
    const known = tally(reference);
    return (current) => {
      const { p, q } = frequencies(known, current, presentRows(reference));
      return bare(Math.min(1, jensenShannon(p, q) / Math.LN2));
    };
  },
};

function frequencies(known: ReadonlyMap<number | string, number>, current: DriftColumn, rows: number) {
  const counts = alignedCounts(known, tally(current));
  return { p: shares(counts.reference, rows), q: shares(counts.current, presentRows(current)) };
}

/** Ten buckets of the finite values, one for a constant; infinities are buckets of their own. null where the range overflows. */
function standardHistogram(column: NumericColumn): TfdvHistogram | null {
  const values = sortedValues(column);
  const numbers = values.filter(Number.isFinite);
  const nulls = column.nulls?.reduce((sum, isNull) => sum + isNull, 0) ?? 0;
  const ends = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    .map((end) => ({ low: end, high: end, count: values.filter((value) => value === end).length }))
    .filter(({ count }) => count > 0);
  const [low, high] = [numbers[0], numbers.at(-1)];
  if (low === undefined || high === undefined) return { buckets: ends, nans: nansOf(column, nulls, values) };
  const edges = linspace(low, high, low === high ? 1 : BUCKETS);
  if (!edges.every(Number.isFinite)) return null;
  const buckets = histogram(numbers, edges).map((count, i) => ({
    low: edges[i] as number,
    high: edges[i + 1] as number,
    count,
  }));
  return { buckets: [...buckets, ...ends], nans: nansOf(column, nulls, values) };
}

function nansOf(column: NumericColumn, nulls: number, present: Float64Array): number {
  return column.values.length - nulls - present.length;
}
