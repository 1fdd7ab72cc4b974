import { undefinedFor, type Value } from '../reason.ts';
import type { Unweighted } from './metric.ts';
import { ranked, squaredDerivatives } from './rankings.ts';
import type { Ranks } from './sorted-by-score.ts';

/** The area under the ROC curve of rows that count alike. */
export function unweightedArea(ranks: Ranks): Value {
  const { positives, negatives, pairs } = ranked(ranks);
  return positives === 0 || negatives === 0
    ? undefinedFor('one-class')
    : { value: pairs / (positives * negatives) };
}

/** Average precision of rows that count alike, and its variance from the derivatives of ranking-influence.ts. */
export function unweightedPrecision(ranks: Ranks): Unweighted {
  const { positives, precision } = ranked(ranks);
  if (positives === 0) return { value: undefinedFor('no-positives') };
  return {
    value: { value: precision },
    // Not of a model that is only compared with another.
    get variance() {
      return squaredDerivatives(ranks).precision;
    },
  };
}
