import { ranked } from './rankings.ts';
import type { SortedByScore } from './sorted-by-score.ts';

/**
 * The derivatives of the area under the ROC curve by the weights of rows: of a positive how much larger the share of negatives below it is
 * than the area, over the positives; of a negative the same of the positives above it. Their squares sum to DeLong's variance, but for n - 1.
 */
export function influenceOnArea(sorted: SortedByScore): Float64Array {
  const { order, positive, tied } = sorted;
  const rows = order.length;
  const influence = new Float64Array(rows);
  const { positives, negatives, pairs } = ranked(sorted);
  if (positives === 0 || negatives === 0) return influence;
  const area = pairs / (positives * negatives);
  let positivesBelow = 0;
  for (let start = 0, end = 0; start < rows; start = end) {
    let tiedPositives = 0;
    do tiedPositives += positive[end] as number;
    while (tied[end++] === 1);
    const negativesBelow = start - positivesBelow + (end - start - tiedPositives) / 2;
    const ofPositive = (negativesBelow / negatives - area) / positives;
    const ofNegative = ((positives - positivesBelow - tiedPositives / 2) / positives - area) / negatives;
    for (let i = start; i < end; i++)
      influence[order[i] as number] = positive[i] === 1 ? ofPositive : ofNegative;
    positivesBelow += tiedPositives;
  }
  return influence;
}

/**
 * The derivatives of average precision, which is the mean over positives of h/a, the share of positives among the rows that score at
 * least as much. More weight of a row adds to a, and of a positive to h, of every positive that does not score above it; a positive
 * also counts itself.
 */
export function influenceOnPrecision(
  { order, positive, tied }: SortedByScore,
  influence: Float64Array = new Float64Array(positive.length),
): Float64Array {
  const rows = positive.length;
  const { positives, precision: mean } = ranked({ positive, tied });
  // From the lowest, what one more row adds to the precision of all positives so far: 1/a where it is a positive, and -h/a² always.
  let gained = 0;
  let lost = 0;
  let positivesBelow = 0;
  for (let start = 0, end = 0; start < rows; start = end) {
    let tiedPositives = 0;
    do tiedPositives += positive[end] as number;
    while (tied[end++] === 1);
    const perRow = 1 / (rows - start);
    const precision = (positives - positivesBelow) * perRow;
    gained += tiedPositives * perRow;
    lost += tiedPositives * precision * perRow;
    const ofPositive = precision + gained - mean;
    for (let i = start; i < end; i++)
      influence[order[i] as number] = ((positive[i] as number) * ofPositive - lost) / positives;
    positivesBelow += tiedPositives;
  }
  return influence;
}
