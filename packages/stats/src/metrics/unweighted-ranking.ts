import { undefinedFor, type Value } from '../reason.ts';
import type { Unweighted } from './metric.ts';
import { countOf, orderedPairs, precisionOf } from './ranking-influence.ts';
import type { Ranks } from './sorted-by-score.ts';

/** The area under the ROC curve of rows that count alike. */
export function unweightedArea(ranks: Ranks): Value {
  const positives = countOf(ranks.positive);
  const pairs = positives * (ranks.positive.length - positives);
  return pairs === 0 ? undefinedFor('one-class') : { value: orderedPairs(ranks) / pairs };
}

/** Average precision of rows that count alike, and its variance from the derivatives of ranking-influence.ts. */
export function unweightedPrecision({ positive, tied }: Ranks): Unweighted {
  const positives = countOf(positive);
  if (positives === 0) return { value: undefinedFor('no-positives') };
  const value = precisionOf({ positive, tied });
  return {
    value: { value },
    // Not of a model that is only compared with another.
    get variance() {
      return squaredInfluence({ positive, tied }, positives, value);
    },
  };
}

/** As influenceOnPrecision, whose mean is known here: the rows of one score at once, none kept. */
function squaredInfluence({ positive, tied }: Ranks, positives: number, mean: number): number {
  const rows = positive.length;
  let gained = 0;
  let lost = 0;
  let positivesBelow = 0;
  let squares = 0;
  for (let start = 0, end = 0; start < rows; start = end) {
    let tiedPositives = 0;
    do tiedPositives += positive[end] as number;
    while (tied[end++] === 1);
    const perRow = 1 / (rows - start);
    const precision = (positives - positivesBelow) * perRow;
    gained += tiedPositives * perRow;
    lost += tiedPositives * precision * perRow;
    const ofPositive = precision + gained - lost - mean;
    squares += tiedPositives * ofPositive * ofPositive + (end - start - tiedPositives) * lost * lost;
    positivesBelow += tiedPositives;
  }
  return squares / positives / positives;
}
