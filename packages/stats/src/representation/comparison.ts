import { knownShare, ratioOfShares } from './tails.ts';

/** What groups are held against: shares that someone states, or the counts of another sample, uncertain themselves. */
export type ReferenceGroups =
  | { readonly shares: ReadonlyMap<string, number> }
  | { readonly counts: ReadonlyMap<string, number> };

/** One-sided p-values of a group's share lying below, and above, the tolerance about its reference. */
export interface Sides {
  readonly under: number;
  readonly over: number;
}

/** A group's share in the reference, and the test of its count against it. */
export interface Comparison {
  readonly share: number;
  readonly sides: (count: number) => Sides;
}

export function twoSided({ under, over }: Sides): number {
  return Math.min(1, 2 * Math.min(under, over));
}

/**
 * How a group among `n` rows is compared with the reference: `undefined` where that says nothing of the group.
 *
 * @throws RangeError as `representation` does
 */
export function comparison(
  reference: ReferenceGroups,
  n: number,
  tolerance: number,
): (group: string) => Comparison | undefined {
  if (!(tolerance >= 0 && tolerance < 1))
    throw new RangeError(`a tolerance is from 0 to below 1, not ${tolerance}`);
  const [least, most] = [1 - tolerance, 1 + tolerance];
  if ('shares' in reference) {
    const rest = 1 - sumOfShares(reference.shares);
    return (group) => {
      // Shares that leave no rest say of every other group that it has none.
      const share = reference.shares.get(group) ?? (rest < WHOLE ? 0 : undefined);
      return share === undefined
        ? undefined
        : {
            share,
            sides: (count) => ({
              under: knownShare(count, n, least * share).asFew,
              over: knownShare(count, n, Math.min(1, most * share)).asMany,
            }),
          };
    };
  }
  const total = totalOf(reference.counts);
  return (group) => {
    const other = { count: reference.counts.get(group) ?? 0, n: total };
    return total === 0
      ? undefined
      : {
          share: other.count / total,
          sides: (count) => ({
            under: ratioOfShares({ count, n }, other, least).asFew,
            over: ratioOfShares({ count, n }, other, most).asMany,
          }),
        };
  };
}

/** Shares written with a few digits add up to 1 only nearly. */
const WHOLE = 1e-6;

function sumOfShares(shares: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [group, share] of shares) {
    if (!(share >= 0 && share <= 1))
      throw new RangeError(`the share of ${group} is from 0 to 1, not ${share}`);
    sum += share;
  }
  if (sum > 1 + WHOLE) throw new RangeError(`shares add up to 1 at most, not to ${sum}`);
  return sum;
}

/** @throws RangeError for counts that are no whole numbers */
export function totalOf(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [group, count] of counts) {
    if (!(Number.isSafeInteger(count) && count >= 0))
      throw new RangeError(`the rows of ${group} are a whole number, not ${count}`);
    sum += count;
  }
  return sum;
}
