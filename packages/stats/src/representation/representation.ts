import { wilson } from '../intervals/wilson.ts';
import { holm } from '../multiplicity.ts';
import { type Comparison, comparison, type ReferenceGroups, totalOf, twoSided } from './comparison.ts';

export interface RepresentationOptions {
  /** Of each interval, and of all findings together. Default 0.95. */
  readonly confidence?: number | undefined;
  /** A share that lies off its reference by this part of it is still in line: default 0.2, from 0.8 to 1.2 times. */
  readonly tolerance?: number | undefined;
}

/** How a group is represented. */
export interface GroupRepresentation {
  readonly group: string;
  readonly count: number;
  /** Share of rows, with Wilson's interval; `null` where there are no rows at all. */
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The share in the reference; `null` where it says nothing of the group. */
  readonly reference: number | null;
  /** Holm's adjusted p-value of the share lying outside the tolerance; `null` where nothing was tested. */
  readonly p: number | null;
  /**
   * `too-few`: not even the lack of a single row of the group would have been found out. `no-reference`: the group is not
   * among stated shares that leave a rest, or there is no reference.
   */
  readonly outcome: 'under' | 'over' | 'in-line' | 'too-few' | 'no-reference';
}

/**
 * The share of each group, those of the reference included, and which are represented too little or too much.
 *
 * A group is named where its share lies outside the tolerance about its reference, on either side, by a test of that margin
 * whose p-value outlasts Holm's correction over the groups: the probability that any group is named wrongly is at most
 * 1 - confidence. Exact binomial tails against stated shares; a score test of the ratio of shares against a sample, or an
 * exact one where few rows are expected.
 *
 * @param counts rows of each group
 * @throws RangeError for counts that are no whole numbers, shares that are none or exceed 1 together, senseless options
 */
export function representation(
  counts: ReadonlyMap<string, number>,
  reference: ReferenceGroups,
  { confidence = 0.95, tolerance = 0.2 }: RepresentationOptions = {},
): GroupRepresentation[] {
  const n = totalOf(counts);
  const compare = comparison(reference, n, tolerance);
  const named = 'shares' in reference ? reference.shares : reference.counts;
  const groups = [...new Set([...counts.keys(), ...named.keys()])].map((group) => {
    const count = counts.get(group) ?? 0;
    const { value: share, low, high } = wilson(count, n, confidence);
    return { group, count, share, low, high, against: compare(group) };
  });
  const tested = groups.filter(({ against }) => n > 0 && against);
  const adjusted = holm(tested.map(({ count, against }) => (against ? twoSided(against.sides(count)) : 1)));
  const pOf = new Map(tested.map(({ group }, index) => [group, adjusted[index] as number]));
  return groups.map(({ against, ...row }) => {
    const p = pOf.get(row.group) ?? null;
    const outcome = against ? outcomeOf(p, row.count, against, 1 - confidence) : 'no-reference';
    return { ...row, reference: against?.share ?? null, p, outcome };
  });
}

function outcomeOf(
  p: number | null,
  count: number,
  { share, sides }: Comparison,
  level: number,
): GroupRepresentation['outcome'] {
  if (p === null) return 'too-few';
  if (p <= level) {
    const { under, over } = sides(count);
    return under < over ? 'under' : 'over';
  }
  return share > 0 && twoSided(sides(0)) > level ? 'too-few' : 'in-line';
}
