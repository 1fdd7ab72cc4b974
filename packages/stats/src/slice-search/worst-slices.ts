import { type Condition, rowsInside, type SearchColumn } from './condition.ts';
import { PairSums, type RowSums, type Sums } from './pair-sums.ts';
import { takeOff } from './take-off.ts';

/** A slice that the search proposes: one or two conditions, on different columns. */
export type ProposedSlice = readonly Condition[];

/** Bounds of the search. */
export interface SearchBounds {
  /** Least weight of a slice, and of the rows outside it, where rows weigh 1 on average. */
  readonly least: number;
  /** Most slices to propose. */
  readonly most: number;
}

/** Least excess of a slice, in standard deviations of the loss: half of what Cohen (1988) calls a small effect. */
export const LEAST_EFFECT = 0.1;

/**
 * The slices of one or two conditions that cost most beyond the rows outside them, by Welch's t, which grows with effect and
 * support alike. Each further condition must raise t^2 by more than chance does: the largest of L squares of standard
 * normal numbers is about 2 ln L, L being the number of conditions to choose from. Once a slice is chosen, what the chosen ones
 * explain is taken off: what only repeats one, or is a part or a parent of it, has no excess left.
 *
 * After Chung et al. (2019), Slice Finder, ICDE, and Sagadeeva & Boehm (2021), SliceLine, SIGMOD, who look for the same and
 * prune by support; here every pair of conditions is looked at.
 *
 * @param losses of each row, higher being worse
 */
export function worstSlices(
  columns: readonly SearchColumn[],
  losses: Float64Array,
  weights: Float64Array,
  { least, most }: SearchBounds,
): ProposedSlice[] {
  const anything: SearchColumn = {
    codes: new Uint8Array(losses.length),
    cells: 1,
    ranges: [{ from: 0, to: 0, cuts: 0 }],
  };
  const all = [...columns, anything];
  const penalty = penaltyOf(columns);
  const left = losses.slice();
  const proposed: ProposedSlice[] = [];
  const chosen: Uint8Array[] = [];
  const floor = LEAST_EFFECT * deviation(sumsOf(rowSums(left, weights)));
  while (proposed.length < most) {
    const found = best(all, rowSums(left, weights), { least, floor, penalty });
    if (!found) break;
    const conditions = found.filter(({ column }) => column < columns.length);
    proposed.push(conditions);
    chosen.push(rowsInside(columns, conditions, losses.length));
    takeOff(left, weights, chosen);
  }
  return proposed;
}

/** What t^2 must reach for each condition. */
export function penaltyOf(columns: readonly SearchColumn[]): number {
  const choices = columns.reduce((sum, { ranges }) => sum + ranges.length, 0);
  return 2 * Math.log(Math.max(2, choices));
}

/** How many pairs of conditions a search looks at. */
export function candidatesOf(columns: readonly SearchColumn[]): number {
  let [alone, pairs] = [0, 0];
  for (const { ranges } of columns) {
    pairs += alone * ranges.length;
    alone += ranges.length;
  }
  return alone + pairs;
}

interface Limits {
  least: number;
  floor: number;
  penalty: number;
}

/** The slice with the most t^2 beyond its penalty; none where all have less. */
function best(
  columns: readonly SearchColumn[],
  rows: RowSums,
  { least, floor, penalty }: Limits,
): ProposedSlice | undefined {
  const total = sumsOf(rows);
  const inside: Sums = { weight: 0, loss: 0, square: 0 };
  let highest = 0;
  let found: ProposedSlice | undefined;
  columns.forEach((other, second) => {
    columns.slice(0, second).forEach((one, first) => {
      const sums = new PairSums(one, other, rows);
      for (const range of one.ranges) {
        for (const otherRange of other.ranges) {
          sums.within(range, otherRange, inside);
          const outside = total.weight - inside.weight;
          if (inside.weight < least || outside < least) continue;
          const mean = inside.loss / inside.weight;
          const rest = (total.loss - inside.loss) / outside;
          const excess = mean - rest;
          if (excess < floor) continue;
          const variance =
            Math.max(0, inside.square / inside.weight - mean * mean) / inside.weight +
            Math.max(0, (total.square - inside.square) / outside - rest * rest) / outside;
          const score = (excess * excess) / variance - penalty * (range.cuts + otherRange.cuts);
          // Neither is true where nothing varies and there is no excess.
          if (!(score > highest)) continue;
          highest = score;
          found = [
            { column: first, range },
            { column: second, range: otherRange },
          ];
        }
      }
    });
  });
  return found;
}

function rowSums(losses: Float64Array, weights: Float64Array): RowSums {
  const weighted = losses.map((loss, row) => loss * (weights[row] as number));
  return {
    weights,
    losses: weighted,
    squares: weighted.map((value, row) => value * (losses[row] as number)),
  };
}

function sumsOf({ weights, losses, squares }: RowSums): Sums {
  const total: Sums = { weight: 0, loss: 0, square: 0 };
  for (let row = 0; row < weights.length; row++) {
    total.weight += weights[row] as number;
    total.loss += losses[row] as number;
    total.square += squares[row] as number;
  }
  return total;
}

function deviation({ weight, loss, square }: Sums): number {
  return Math.sqrt(Math.max(0, square / weight - (loss / weight) ** 2));
}
