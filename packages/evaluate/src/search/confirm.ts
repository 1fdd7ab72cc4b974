import type { SliceSearch } from '@assay/contract';
import {
  detectableExcess,
  holm,
  type MeanDifference,
  meanDifference,
  type ProposedSlice,
  rowsInside,
  type SearchColumn,
  takeOff,
} from '@assay/stats';
import type { Feature } from './features.ts';
import { ruleOf } from './rule.ts';

/** Most slices that are proposed, and then tested. */
export const MOST_SLICES = 10;

/** The rows that confirm: those that the search did not see. */
export interface Confirming {
  direction: 'higher' | 'lower';
  /** Of all rows, as are `weights` and `clusters`. */
  losses: Float64Array;
  weights: Float64Array;
  /** Whether weights differ. */
  weighted: boolean;
  clusters: Int32Array | undefined;
  rows: Int32Array;
  confidence: number;
}

/**
 * Tests the slices that were proposed on rows that the search did not see. A slice is confirmed where its rows cost more than
 * the others, and more than the slices before it explain: the larger of both p-values counts, corrected by Holm for all that
 * were proposed.
 */
export function confirmed(
  features: readonly Feature[],
  columns: readonly SearchColumn[],
  proposed: readonly ProposedSlice[],
  { direction, losses, weights, weighted, clusters, rows, confidence }: Confirming,
): Pick<SliceSearch, 'slices' | 'detectable'> {
  const own = Float64Array.from(rows, (row) => losses[row] as number);
  const settings = {
    weights: Float64Array.from(rows, (row) => weights[row] as number),
    group: clusters && Int32Array.from(rows, (row) => clusters[row] as number),
    confidence,
  };
  const left = own.slice();
  const before: Uint8Array[] = [];
  const tested = proposed.map((conditions) => {
    const all = rowsInside(columns, conditions, losses.length);
    const inside = Uint8Array.from(rows, (row) => all[row] as number);
    const found = meanDifference(own, inside, settings);
    const beyond = meanDifference(left, inside, settings);
    before.push(inside);
    takeOff(left, settings.weights, before);
    return { conditions, found, p: Math.max(found?.p ?? 1, beyond?.p ?? 1) };
  });
  const adjusted = holm(tested.map(({ p }) => p));
  // Of clusters and weights it is not known how much they tell.
  const independent = clusters === undefined && !weighted;
  // Losses that are all the same say nothing of how much others would differ.
  const differing = own.some((loss) => loss !== own[0]);
  const slices = tested.flatMap(({ conditions, found }, i) => {
    const p = adjusted[i] as number;
    if (found === undefined || p > 1 - confidence) return [];
    const rules = conditions.map(({ column, range }) => ruleOf(features[column] as Feature, range));
    return {
      rule: rules.map(({ words }) => words).join(' and '),
      where: rules.map(({ where }) => where).join(' AND '),
      ...figures(found, direction),
      confidence,
      p,
    };
  });
  return {
    slices,
    detectable:
      independent && differing ? detectableExcess(columns, own, { confidence, most: MOST_SLICES }) : null,
  };
}

/** As the metric has them: of one that is better when higher, losses are its negative. */
function figures({ n, inside, low, high, outside }: MeanDifference, direction: 'higher' | 'lower') {
  return direction === 'lower'
    ? { n, value: inside, low, high, rest: outside }
    : { n, value: -inside, low: -high, high: -low, rest: -outside };
}
