import { MOST_EDGES } from './kernel.ts';

/**
 * How many numbers lie where: `between[i]` strictly between `edges[i - 1]` and `edges[i]`, `at[i]` at `edges[i]` itself. The
 * first edge is the least number and the last the greatest. `slack` is how many numbers may, after a merge, be counted on
 * the wrong side of an edge; 0 before.
 */
export interface RankCells {
  readonly edges: readonly number[];
  readonly between: readonly number[];
  readonly at: readonly number[];
  readonly slack: number;
}

/** A value that is at least such a share of all has its own edge, and no cell a greater one where single values are known. */
const SHARE = 1 / 500;
/** The edges that stay: the ends, heavy values, and enough others that no cell is heavy. */
function chosen({ edges, at, between }: RankCells, most: number, share: number): number[] {
  if (edges.length <= most) return [...edges];
  let all = 0;
  for (let i = 0; i < edges.length; i++) all += (at[i] ?? 0) + (between[i] ?? 0);
  const limit = all * share;
  let held = 0;
  // Each edge that stays takes more than the limit with it: there are fewer than 1 / share, and the two ends.
  return edges.filter((_, i) => {
    held += (at[i] ?? 0) + (between[i] ?? 0);
    const stays = i === 0 || i === edges.length - 1 || (at[i] ?? 0) > limit || held > limit;
    if (stays) held = 0;
    return stays;
  });
}

/** How many numbers the cells hold. */
export function cellCount({ between, at }: RankCells): number {
  let n = 0;
  for (let i = 0; i < at.length; i++) n += (between[i] as number) + (at[i] as number);
  return n;
}

/** By which share of the numbers the rank of a quantile may be off, at most. */
export function rankError(cells: RankCells): number {
  const n = cellCount(cells);
  if (n === 0) return 0;
  return Math.min(1, (cells.slack + Math.max(...cells.between)) / n);
}

/** Cells of several disjoint sets together. Counts at values that all have as edges stay exact, and so do the ends. */
export function mergeRankCells(parts: readonly RankCells[]): RankCells {
  const edges = [...new Set(parts.flatMap((part) => part.edges))].sort((a, b) => a - b);
  const place = new Map(edges.map((edge, i) => [edge, i]));
  const between = edges.map(() => 0);
  const at = edges.map(() => 0);
  let slack = 0;
  for (const part of parts) {
    let mostSplit = 0;
    for (const [i, high] of part.edges.entries()) {
      const last = place.get(high) as number;
      at[last] = (at[last] as number) + (part.at[i] as number);
      const count = part.between[i] as number;
      if (count === 0) continue;
      const low = part.edges[i - 1] as number;
      const first = (place.get(low) as number) + 1;
      if (first < last) mostSplit = Math.max(mostSplit, count);
      spread(count, low, high, edges.slice(first, last + 1), (step, some) => {
        between[first + step] = (between[first + step] as number) + some;
      });
    }
    slack += part.slack + mostSplit;
  }
  return thinned({ edges, between, at, slack });
}

/** Gives a count to the steps between low and high by their widths, in whole numbers. */
function spread(
  count: number,
  low: number,
  high: number,
  ends: readonly number[],
  give: (step: number, some: number) => void,
): void {
  let given = 0;
  for (const [step, end] of ends.entries()) {
    // Halves, as the width itself may not be finite.
    const upTo = end === high ? count : Math.floor((count * (end / 2 - low / 2)) / (high / 2 - low / 2));
    give(step, upTo - given);
    given = upTo;
  }
}

/** With at most so many edges; `share` is at least the inverse of that, and two. */
export function thinned(cells: RankCells, most = MOST_EDGES, share = SHARE): RankCells {
  const stay = new Set(chosen(cells, most, share));
  if (stay.size === cells.edges.length) return cells;
  const thin = { edges: [] as number[], between: [] as number[], at: [] as number[] };
  let held = 0;
  for (const [i, edge] of cells.edges.entries()) {
    held += cells.between[i] as number;
    if (!stay.has(edge)) {
      held += cells.at[i] as number;
      continue;
    }
    thin.edges.push(edge);
    thin.between.push(held);
    thin.at.push(cells.at[i] as number);
    held = 0;
  }
  return { ...thin, slack: cells.slack };
}

/**
 * The quantile of the numbers, between the two nearest ranks as R's type 7, NumPy and pandas have it; `null` of none. Exact
 * where every number is at an edge; else its rank is off by at most {@link rankError}.
 */
export function quantileOf(cells: RankCells, q: number): number | null {
  const n = cellCount(cells);
  if (n === 0) return null;
  const rank = (n - 1) * q;
  const low = numberOfRank(cells, Math.floor(rank));
  const share = rank - Math.floor(rank);
  const high = share === 0 ? low : numberOfRank(cells, Math.floor(rank) + 1);
  // Of a number with itself, the mean of two parts may be another.
  return low === high ? low : low * (1 - share) + high * share;
}

/** The number that as many others precede; within a cell as if they lay evenly. */
function numberOfRank({ edges, between, at }: RankCells, rank: number): number {
  let before = 0;
  for (const [i, edge] of edges.entries()) {
    const count = between[i] as number;
    if (rank < before + count) {
      const share = (rank - before + 1) / (count + 1);
      return (edges[i - 1] as number) * (1 - share) + edge * share;
    }
    before += count + (at[i] as number);
    if (rank < before) return edge;
  }
  return edges.at(-1) as number;
}

/** How many numbers are at most x, within a cell as if they lay evenly. */
export function countUpTo({ edges, between, at }: RankCells, x: number): number {
  let n = 0;
  for (const [i, edge] of edges.entries()) {
    const count = between[i] as number;
    if (edge > x) {
      const low = edges[i - 1];
      return low === undefined ? n : n + (count * (x / 2 - low / 2)) / (edge / 2 - low / 2);
    }
    n += count + (at[i] as number);
  }
  return n;
}
