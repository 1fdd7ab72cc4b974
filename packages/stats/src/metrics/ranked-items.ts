/** Items of one query by falling score. */
export interface RankedItems {
  readonly relevance: Float64Array;
  readonly scores: Float64Array;
}

/** Items with one score: `above` are ranked before them, of which `relevantAbove` are relevant. */
interface Tie {
  readonly above: number;
  readonly relevantAbove: number;
  readonly size: number;
  readonly relevant: number;
  readonly gain: number;
}

function* ties({ relevance, scores }: RankedItems): Generator<Tie> {
  let relevantAbove = 0;
  for (let start = 0, end = 0; start < scores.length; start = end) {
    let relevant = 0;
    let gain = 0;
    for (end = start; end < scores.length && scores[end] === scores[start]; end++) {
      gain += relevance[end] as number;
      if ((relevance[end] as number) > 0) relevant++;
    }
    yield { above: start, relevantAbove, size: end - start, relevant, gain };
    relevantAbove += relevant;
  }
}

/** How many of a tie's items are among the first `k`. */
function withinTop({ above, size }: Tie, k: number): number {
  return Math.max(0, Math.min(size, k - above));
}

// What follows are means over all orders of tied items: McSherry & Najork (2008), ECIR, pages 414-421.

/** Discounted cumulative gain of the first `k` places. */
export function discountedGain(items: RankedItems, k: number): number {
  let sum = 0;
  for (const tie of ties(items)) {
    let discounts = 0;
    for (let place = 1; place <= withinTop(tie, k); place++)
      discounts += 1 / Math.log2(tie.above + place + 1);
    sum += (tie.gain / tie.size) * discounts;
  }
  return sum;
}

/** How many relevant items are among the first `k`. */
export function relevantAtTop(items: RankedItems, k: number): number {
  let sum = 0;
  for (const tie of ties(items)) sum += (tie.relevant * withinTop(tie, k)) / tie.size;
  return sum;
}

/** The sum over relevant items among the first `k` of the precision at their places, over all relevant items. */
export function expectedAveragePrecision(items: RankedItems, k: number): number {
  let sum = 0;
  for (const tie of ties(items)) {
    const { above, relevantAbove, size, relevant } = tie;
    if (relevant === 0) continue;
    // Given that a place holds a relevant item, the others of the tie lie evenly on the places before and after.
    const othersPerPlace = size > 1 ? (relevant - 1) / (size - 1) : 0;
    for (let place = 1; place <= withinTop(tie, k); place++) {
      const found = relevantAbove + 1 + (place - 1) * othersPerPlace;
      sum += ((relevant / size) * found) / (above + place);
    }
  }
  return sum / relevantAtTop(items, Number.POSITIVE_INFINITY);
}

/** One over the rank of the first relevant item, 0 where it is not among the first `k`. */
export function expectedReciprocalRank(items: RankedItems, k: number): number {
  for (const tie of ties(items)) {
    if (tie.relevant > 0)
      return firstRelevant(tie, k).reduce((sum, chance, i) => sum + chance / (tie.above + i + 1), 0);
  }
  return 0;
}

/** The probability that a relevant item is among the first `k`. */
export function expectedHit(items: RankedItems, k: number): number {
  for (const tie of ties(items)) {
    if (tie.relevant === tie.size) return withinTop(tie, k) > 0 ? 1 : 0;
    if (tie.relevant > 0) return firstRelevant(tie, k).reduce((sum, chance) => sum + chance, 0);
  }
  return 0;
}

/** For each place of the tie among the first `k`, the probability that the first relevant item stands there. */
function firstRelevant(tie: Tie, k: number): number[] {
  const { size, relevant } = tie;
  const chances: number[] = [];
  let noneBefore = 1;
  for (let place = 0; place < Math.min(withinTop(tie, k), size - relevant + 1); place++) {
    const chance = relevant / (size - place);
    chances.push(noneBefore * chance);
    noneBefore *= 1 - chance;
  }
  return chances;
}
