import type { SortedByScore } from './sorted-by-score.ts';

/**
 * The derivatives of the area under the ROC curve by the weights of rows: of a positive how much larger the share of negatives below it is
 * than the area, over the positives; of a negative the same of the positives above it. Their squares sum to DeLong's variance, but for n - 1.
 */
export function influenceOnArea({ order, positive, tied }: SortedByScore): Float64Array {
  const rows = order.length;
  const positives = countOf(positive);
  const negatives = rows - positives;
  const influence = new Float64Array(rows);
  let area = 0;
  let positivesBelow = 0;
  for (let start = 0, end = 0; start < rows; start = end) {
    end = endOf(tied, start);
    let tiedPositives = 0;
    for (let i = start; i < end; i++) tiedPositives += positive[i] as number;
    const tiedNegatives = end - start - tiedPositives;
    const ofPositive = (start - positivesBelow + tiedNegatives / 2) / negatives;
    const ofNegative = (positives - positivesBelow - tiedPositives / 2) / positives;
    for (let i = start; i < end; i++)
      influence[order[i] as number] = positive[i] === 1 ? ofPositive : ofNegative;
    area += (tiedPositives * ofPositive) / positives;
    positivesBelow += tiedPositives;
  }
  for (let i = 0; i < rows; i++) {
    const row = order[i] as number;
    influence[row] = ((influence[row] as number) - area) / (positive[i] === 1 ? positives : negatives);
  }
  return influence;
}

/**
 * The derivatives of average precision, which is the mean over positives of h/a, the share of positives among the rows that score at
 * least as much. More weight of a row adds to a, and of a positive to h, of every positive that does not score above it; a positive
 * also counts itself.
 */
export function influenceOnPrecision({ order, positive, tied }: SortedByScore): Float64Array {
  const rows = order.length;
  const positives = countOf(positive);
  const influence = new Float64Array(rows);
  // From the highest score, the precision at each score.
  const precision = new Float64Array(rows);
  let hits = 0;
  let sum = 0;
  for (let end = rows, start = 0; end > 0; end = start) {
    start = startOf(tied, end);
    let tiedPositives = 0;
    for (let i = start; i < end; i++) tiedPositives += positive[i] as number;
    hits += tiedPositives;
    precision.fill(hits / (rows - start), start, end);
    sum += tiedPositives * (precision[start] as number);
  }
  // From the lowest, what one more row adds to the precision of all positives so far: 1/a where it is a positive, and -h/a² always.
  let gained = 0;
  let lost = 0;
  for (let start = 0, end = 0; start < rows; start = end) {
    end = endOf(tied, start);
    const above = rows - start;
    const own = precision[start] as number;
    for (let i = start; i < end; i++) {
      if (positive[i] === 0) continue;
      gained += 1 / above;
      lost += own / above;
    }
    for (let i = start; i < end; i++) {
      const ofPositive = positive[i] === 1 ? own + gained - sum / positives : 0;
      influence[order[i] as number] = (ofPositive - lost) / positives;
    }
  }
  return influence;
}

function countOf(positive: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < positive.length; i++) count += positive[i] as number;
  return count;
}

/** Where the scores end that equal the one at `start`. */
function endOf(tied: Uint8Array, start: number): number {
  let last = start;
  while (tied[last] === 1) last++;
  return last + 1;
}

/** Where the scores start that equal the one before `end`. */
function startOf(tied: Uint8Array, end: number): number {
  let first = end - 1;
  while (first > 0 && tied[first - 1] === 1) first--;
  return first;
}
