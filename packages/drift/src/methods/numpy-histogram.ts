/**
 * Bins as NumPy cuts them, to the last bit, for the tools that cut by NumPy: `histogram_bin_edges` with "sturges" and
 * "doane", `linspace` and `histogram` (NumPy 2).
 */

/** Ascending edges, or null where NumPy raises: the range is not finite, or too narrow for doubles to divide. */
export type Edges = Float64Array | null;

interface Range {
  readonly low: number;
  readonly high: number;
}

/** Sturges' bins of `rows` values within a range; of whole numbers (an integer type) no bin is narrower than 1. */
export function sturgesEdges({ low, high }: Range, rows: number, integer: boolean): Edges {
  const width = (high - low) / (Math.log2(rows) + 1);
  return edgesOfWidth({ low, high }, integer && width > 0 && width < 1 ? 1 : width);
}

/** Doane's bins: Sturges' with more bins, the more skewed the values are. In the order of rows, as NumPy adds them up. */
export function doaneEdges(values: Float64Array): Edges {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return edgesOfWidth({ low, high }, doaneWidth(values, high - low));
}

function doaneWidth(values: Float64Array, range: number): number {
  const n = values.length;
  if (n <= 2) return 0;
  const mean = pairwiseSum(values) / n;
  const deviation = Math.sqrt(pairwiseSum(values.map((value) => (value - mean) * (value - mean))) / n);
  if (!(deviation > 0)) return 0;
  const skewness = pairwiseSum(values.map((value) => ((value - mean) / deviation) ** 3)) / n;
  const error = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  return range / (1 + Math.log2(n) + Math.log2(1 + Math.abs(skewness) / error));
}

function edgesOfWidth({ low, high }: Range, width: number): Edges {
  if (!Number.isFinite(high - low)) return null;
  const [first, last] = low === high ? [low - 0.5, high + 0.5] : [low, high];
  const bins = width > 0 ? Math.ceil((last - first) / width) : 1;
  const edges = linspace(first, last, bins);
  const ascending = edges.every((edge, i) => i === 0 || edge > (edges[i - 1] as number));
  return ascending ? edges : null;
}

/** `bins + 1` points from `first` to `last`. */
export function linspace(first: number, last: number, bins: number): Float64Array {
  const step = (last - first) / bins;
  return Float64Array.from({ length: bins + 1 }, (_, i) => (i === bins ? last : i * step + first));
}

/** Counts of ascending values between edges: of each bin its lower edge is in it, of the last one the upper edge too. */
export function histogram(sorted: Float64Array, edges: Float64Array): number[] {
  const bins = edges.length - 1;
  const below = Array.from(edges, (edge, i) => placeOf(sorted, edge, i === bins));
  return Array.from({ length: bins }, (_, i) => (below[i + 1] as number) - (below[i] as number));
}

/** The same of values in any order, of which NaN is passed over, between edges that are about evenly spaced. */
export function histogramOfRows(values: Float64Array, edges: Float64Array): number[] {
  const last = edges.length - 2;
  const [low, high] = [edges[0] as number, edges[last + 1] as number];
  const binsPerUnit = (last + 1) / (high - low);
  const counts = new Float64Array(last + 1);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (!(value >= low && value <= high)) continue;
    const place = (value - low) * binsPerUnit;
    // Rounding may have put it beside its bin.
    let bin = place > 0 ? Math.min(last, Math.floor(place)) : 0;
    while (value < (edges[bin] as number)) bin--;
    while (bin < last && value >= (edges[bin + 1] as number)) bin++;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return [...counts];
}

/** How many of the ascending values are less than `edge`, or at most `edge`. */
function placeOf(sorted: Float64Array, edge: number, inclusive: boolean): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const value = sorted[middle] as number;
    if (value < edge || (inclusive && value === edge)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** NumPy's order of adding: eight sums side by side in blocks of at most 128, blocks in pairs. */
export function pairwiseSum(values: ArrayLike<number>, start = 0, n = values.length): number {
  const at = (i: number) => values[start + i] as number;
  if (n < 8) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += at(i);
    return sum;
  }
  if (n > 128) {
    const half = (n >>> 1) - ((n >>> 1) % 8);
    return pairwiseSum(values, start, half) + pairwiseSum(values, start + half, n - half);
  }
  const r = [at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7)] as Eight;
  const whole = n - (n % 8);
  for (let i = 8; i < whole; i += 8) {
    for (let lane = 0; lane < 8; lane++) r[lane] = (r[lane] as number) + at(i + lane);
  }
  let sum = r[0] + r[1] + (r[2] + r[3]) + (r[4] + r[5] + (r[6] + r[7]));
  for (let i = whole; i < n; i++) sum += at(i);
  return sum;
}

type Eight = [number, number, number, number, number, number, number, number];
