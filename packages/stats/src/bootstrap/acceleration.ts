import type { Value } from '../reason.ts';
import { seeded } from './random.ts';

/** What a jackknife leaves out, one part after another: `times` parts that each take `by` from the weights at `at`. */
interface Part {
  readonly at: Int32Array;
  readonly by: Float64Array;
  readonly times: number;
}

/** The weights of all rows (or counts of cells), and their parts. */
export interface Jackknife {
  readonly whole: Float64Array;
  readonly parts: readonly Part[];
}

/** Rows beyond this many are left out in as many random groups: sums over groups have the skewness of sums over rows. */
const mostParts = 1000;

/** Leaves out each row, or each cluster. */
export function jackknifeRows(weights: Float64Array, group: Int32Array | undefined): Jackknife {
  const units = group ?? Int32Array.from(weights.keys());
  const random = seeded(1);
  const distinct = [...new Set(units)];
  const placeOf = (place: number) =>
    distinct.length <= mostParts ? place : (random.next() >>> 0) % mostParts;
  const places = new Map(distinct.map((unit, place) => [unit, placeOf(place)]));
  const rows = new Map<number, number[]>();
  units.forEach((unit, row) => {
    const place = places.get(unit) ?? 0;
    const known = rows.get(place);
    if (known) known.push(row);
    else rows.set(place, [row]);
  });
  const parts = Array.from(rows.values(), (at) => ({
    at: Int32Array.from(at),
    by: Float64Array.from(at, (row) => weights[row] as number),
    times: 1,
  }));
  return { whole: weights, parts };
}

/** Leaves out each of the rows that cells count, which are alike within a cell. */
export function jackknifeCells(counts: Float64Array): Jackknife {
  const parts = Array.from(counts, (times, cell) => ({
    at: Int32Array.of(cell),
    by: Float64Array.of(1),
    times,
  }));
  return { whole: counts, parts: parts.filter(({ times }) => times > 0) };
}

/**
 * The acceleration of each statistic, by the jackknife: a sixth of the skewness of what each part adds to it; 0 where a statistic
 * is undefined without some part. Efron (1987), JASA 82, 171-185, equation 7.3.
 */
export function accelerations(
  statistics: (weights: Float64Array) => readonly Value[],
  { whole, parts }: Jackknife,
): number[] {
  const rest = whole.slice();
  const found = parts.map(({ at, by, times }) => {
    at.forEach((row, i) => {
      rest[row] = (whole[row] as number) - (by[i] as number);
    });
    const values = statistics(rest).map(({ value }) => value ?? Number.NaN);
    for (const row of at) rest[row] = whole[row] as number;
    return { values, times };
  });
  const total = parts.reduce((sum, { times }) => sum + times, 0);
  return (found[0]?.values ?? []).map((_, statistic) => {
    const mean = found.reduce((sum, { values, times }) => sum + times * (values[statistic] ?? 0), 0) / total;
    let [squares, cubes] = [0, 0];
    for (const { values, times } of found) {
      const off = mean - (values[statistic] ?? Number.NaN);
      squares += times * off ** 2;
      cubes += times * off ** 3;
    }
    const acceleration = cubes / (6 * squares ** 1.5);
    return Number.isFinite(acceleration) ? acceleration : 0;
  });
}
