import { ascendingOrder, isAscending } from '../order.ts';
import { arrayBeside } from '../room.ts';
import { blocks, eachBlock, roomFor, rowsKernel } from '../rows-kernel.ts';
import type { Told } from './metric.ts';

/** The row at each place in the order of scores, of so many rows. */
interface Places {
  readonly rows: number;
  readonly rowAt: (place: number) => number;
}

/** A way to make bins. */
export interface Edges {
  readonly name: string;
  /** The upper edges of all bins but the last, ascending, of scores with these places: a bin is closed above. */
  of(scores: Float64Array, places: Places, bins: number): number[];
}

/** Bins of equal width from 0 to 1; edges are those of a linear space. */
export const equalWidth: Edges = {
  name: 'equal width',
  of: (_scores, _places, bins) => Array.from({ length: bins - 1 }, (_, i) => (i + 1) * (1 / bins)),
};

/** Bins of equally many rows; edges are quantiles of the scores, interpolated as numpy's are. */
export const equalMass: Edges = {
  name: 'equal mass',
  of: (scores, { rows, rowAt }, bins) => {
    const at = (place: number) => scores[rowAt(Math.min(place, rows - 1))] as number;
    return Array.from({ length: bins - 1 }, (_, i) => {
      const position = (i + 1) * (1 / bins) * (scores.length - 1);
      const place = Math.floor(position);
      const share = position - place;
      const step = at(place + 1) - at(place);
      return share < 0.5 ? at(place) + step * share : at(place + 1) - step * (1 - share);
    });
  },
};

/** Of scores that ascend no order is made. */
function placesOf(scores: Float64Array): Places {
  const rows = scores.length;
  if (isAscending(scores)) return { rows, rowAt: (place) => place };
  const order = ascendingOrder(scores);
  return { rows, rowAt: (place) => order[place] as number };
}

/** How many rows are up to the end of each bin, in ascending order of scores. */
export function endsOfBins(scores: Float64Array, edges: Edges, bins: number): number[] {
  const places = placesOf(scores);
  return [...edges.of(scores, places, bins).map((edge) => rowsUpTo(edge, scores, places)), places.rows];
}

/** How many rows score at most as much. */
function rowsUpTo(edge: number, scores: Float64Array, { rows, rowAt }: Places): number {
  let [low, high] = [0, rows];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scores[rowAt(middle)] as number) <= edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The gaps of each bin's rows, and their squares, in sum. */
interface Bins {
  readonly hits: Uint8Array;
  readonly gaps: Float64Array;
  readonly squares: Float64Array;
  /** The bin of each row. */
  readonly cellOf: () => Uint16Array;
}

/** Of scores, by edges and the number of bins: for the value, its interval, and that beside each other model. */
const known = new WeakMap<Float64Array, Map<Edges, Map<number, Bins>>>();

export function binsOf(told: Told, edges: Edges, bins: number): Bins {
  const ofScores = known.get(told.scores) ?? new Map<Edges, Map<number, Bins>>();
  known.set(told.scores, ofScores);
  const ofEdges = ofScores.get(edges) ?? new Map<number, Bins>();
  ofScores.set(edges, ofEdges);
  const before = ofEdges.get(bins);
  if (before?.hits === told.hits) return before;
  const found = isAscending(told.scores) ? binsInPlace(told, edges, bins) : binsByScore(told, edges, bins);
  ofEdges.set(bins, found);
  return found;
}

/** Of scores that ascend the rows of a bin lie one behind the other. */
function binsInPlace({ scores, hits }: Told, edges: Edges, bins: number): Bins {
  const ends = endsOfBins(scores, edges, bins);
  const cellOf = () => {
    const cells = arrayBeside(scores, `bins of ${edges.name}`, Uint16Array, scores.length);
    for (const [bin, end] of ends.entries()) cells.fill(bin, ends[bin - 1] ?? 0, end);
    return cells;
  };
  const found = { hits, gaps: new Float64Array(bins), squares: new Float64Array(bins), cellOf };
  for (const [bin, end] of ends.entries())
    addGapsBetween({ scores, hits }, [ends[bin - 1] ?? 0, end], bin, found);
  return found;
}

function addGapsBetween(
  { scores, hits }: Told,
  [start, end]: readonly [number, number],
  bin: number,
  { gaps, squares }: Bins,
): void {
  const block = blocks();
  block.sums.fill(0);
  eachBlock(end - start, (from, until) => {
    block.scores.set(scores.subarray(start + from, start + until));
    block.hits.set(hits.subarray(start + from, start + until));
    rowsKernel().addGapsOfOne(until - from);
  });
  gaps[bin] = block.sums[0] as number;
  squares[bin] = block.sums[1] as number;
}

/** Of others, bins are looked up score by score: in the order of scores, rows would be read from all over. */
function binsByScore({ scores, hits }: Told, edges: Edges, bins: number): Bins {
  const ends = Float64Array.from([...edges.of(scores, placesOf(scores), bins), Number.POSITIVE_INFINITY]);
  const size = ends.length;
  const at = roomFor(3 * 8 * size + 2 * (STEPS + 1));
  const block = blocks();
  const floats = (array: number) => new Float64Array(block.buffer, at + 8 * size * array, size);
  const [upper, gaps, squares] = [floats(0), floats(1).fill(0), floats(2).fill(0)];
  const starts = new Uint16Array(block.buffer, at + 24 * size, STEPS + 1);
  upper.set(ends);
  for (let step = 0, below = 0; step <= STEPS; step++) {
    while ((ends[below] as number) < step / STEPS) below++;
    starts[step] = below;
  }
  const cells = arrayBeside(scores, `bins of ${edges.name} ${bins}`, Uint16Array, scores.length);
  eachBlock(scores.length, (from, until) => {
    block.scores.set(scores.subarray(from, until));
    block.hits.set(hits.subarray(from, until));
    const of = [starts, upper, gaps, squares].map(({ byteOffset }) => byteOffset);
    rowsKernel().addGaps(until - from, ...of);
    cells.set(block.cells.subarray(0, until - from), from);
  });
  return { hits, gaps: gaps.slice(), squares: squares.slice(), cellOf: () => cells };
}

/** Steps of scores from 0 to 1, of each of which it is known how many edges lie below: as in kernel/rows/bins.ts. */
const STEPS = 1024;
