/** Cells of equal mass that a numeric column is cut into. */
const EQUAL_MASS = 20;

/**
 * Edges that cut a distribution into {@link EQUAL_MASS} cells of about equal mass: its quantiles, and for a value that alone
 * holds more than a cell's mass also the number just below it, so that this value's share is a cell of its own. (Cut at
 * the quantiles alone, a flag that is 1 in 97 % of rows would have the one edge 1, and its zeros could become half of
 * all rows unseen.) At most 38 edges, 19 for a continuous column.
 *
 * @param sorted numbers, ascending, without NaN: all of the reference, or a sample of it
 */
export function numericEdges(sorted: Float64Array): Float64Array {
  const edges = new Set<number>();
  for (let level = 1; level < EQUAL_MASS; level++) {
    const value = sorted[Math.ceil((level * sorted.length) / EQUAL_MASS) - 1];
    if (value === undefined) continue;
    const mass = firstAbove(sorted, value) - firstAbove(sorted, justBelow(value));
    if (mass * EQUAL_MASS > sorted.length && value !== Number.NEGATIVE_INFINITY) edges.add(justBelow(value));
    // Edges are finite, as JSON is: what is infinite lies before the first of them or behind the last.
    if (value !== Number.POSITIVE_INFINITY) edges.add(Math.max(value, -Number.MAX_VALUE) + 0); // -0 becomes 0
  }
  return Float64Array.from(edges).sort();
}

/** Index of the first number above `value`. */
function firstAbove(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Number.NaN) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The largest double below another one; of `-Infinity`, nothing. */
function justBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const bits = new BigInt64Array(Float64Array.of(value).buffer);
  bits[0] = (bits[0] ?? 0n) - (value > 0 ? 1n : -1n);
  return new Float64Array(bits.buffer)[0] ?? Number.NaN;
}
