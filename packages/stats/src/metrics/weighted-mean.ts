import { undefinedFor } from '../reason.ts';
import { blocks, eachBlock, rowsKernel } from '../rows-kernel.ts';
import type { Contributions, Unweighted, WeightedMetric } from './metric.ts';

/** What maps a mean to a metric, and its slope, where it has one. */
interface Finish {
  readonly of: (mean: number) => number;
  readonly slope?: (mean: number) => number;
}

/** The root of a mean of squares. Where that is 0 all of them are, and nothing deviates, however steep the root is there. */
export const root: Finish = { of: Math.sqrt, slope: (mean) => (mean === 0 ? 0 : 0.5 / Math.sqrt(mean)) };

/** The weighted mean of what each row contributes; `finish` maps the mean to the metric (a root, say). */
export function weightedMean(given: Float64Array | Contributions, finish?: Finish): WeightedMetric {
  let kept: Float64Array | undefined;
  const contributions = () => {
    kept ??= allOf(given);
    return kept;
  };
  const measured = (weights: Float64Array) => {
    const each = contributions();
    let sum = 0;
    let weight = 0;
    for (let row = 0; row < each.length; row++) {
      const w = weights[row] as number;
      sum += w * (each[row] as number);
      weight += w;
    }
    if (weight === 0) return undefinedFor('no-weight');
    return { value: finish ? finish.of(sum / weight) : sum / weight };
  };
  const unweighted = () => unweightedMean(given, finish);
  if (finish && !finish.slope) return Object.assign(measured, { unweighted });
  const influence = (into?: Float64Array) => influenceOf(contributions(), finish, into);
  return Object.assign(measured, { unweighted, influence, ...(!finish && { contributions: given }) });
}

function allOf(given: Float64Array | Contributions): Float64Array {
  if (given instanceof Float64Array) return given;
  const all = new Float64Array(given.rows);
  given.fill(all, 0);
  return all;
}

/** How many rows contribute. */
export function contributing(given: Float64Array | Contributions): number {
  return given instanceof Float64Array ? given.length : given.rows;
}

/** Writes the contributions of the rows from one on, as many as there is room for. */
export function contribute(given: Float64Array | Contributions, from: number, room: Float64Array): void {
  if (given instanceof Float64Array) room.set(given.subarray(from, from + room.length));
  else given.fill(room, from);
}

function unweightedMean(given: Float64Array | Contributions, finish: Finish | undefined): Unweighted {
  const rows = contributing(given);
  const { numbers, sums } = blocks();
  sums.fill(0);
  let shift = Number.NaN;
  eachBlock(rows, (from, until) => {
    contribute(given, from, numbers.subarray(0, until - from));
    // Squares are of distances from the first, so that they do not cancel.
    if (from === 0) shift = numbers[0] as number;
    rowsKernel().addNumbers(until - from, shift);
  });
  const [sum = 0, shifted = 0, squared = 0] = sums;
  const mean = sum / rows;
  const value = { value: finish ? finish.of(mean) : mean };
  if (finish && !finish.slope) return { value };
  const slope = (finish?.slope?.(mean) ?? 1) / rows;
  // Of rows that are all alike it is 0, and not what rounding leaves.
  const squares = Math.max(0, squared - shifted ** 2 / rows);
  return { value, variance: slope * slope * squares };
}

function influenceOf(
  contributions: Float64Array,
  finish: Finish | undefined,
  influence: Float64Array = new Float64Array(contributions.length),
): Float64Array {
  const rows = contributions.length;
  let mean = 0;
  for (let row = 0; row < rows; row++) mean += (contributions[row] as number) / rows;
  const slope = (finish?.slope?.(mean) ?? 1) / rows;
  for (let row = 0; row < rows; row++) influence[row] = slope * ((contributions[row] as number) - mean);
  return influence;
}
