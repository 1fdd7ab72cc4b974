import { type Interval, noInterval } from './interval.ts';

/**
 * Interval of `candidate - base` from the interval of each, by square-and-add (MOVER, the method of variance
 * estimates recovery): the distance of the low end is
 * sqrt((candidate - candidate.low)^2 - 2 phi (candidate - candidate.low)(base.high - base) + (base.high - base)^2).
 * `phi` is the correlation of the two estimates, 0 for independent samples.
 *
 * Newcombe (1998), Statistics in Medicine 17, 873-890; Zou & Donner (2008), Statistics in Medicine 27, 1693-1702.
 */
export function squareAndAdd(base: Interval, candidate: Interval, phi = 0): Interval {
  if (base.low === null) {
    return noInterval(base.value === null ? 'undefined-in-base' : 'no-interval', bareChange(base, candidate));
  }
  if (candidate.low === null) {
    return noInterval(
      candidate.value === null ? 'undefined-in-candidate' : 'no-interval',
      bareChange(base, candidate),
    );
  }
  const change = candidate.value - base.value;
  const down = joined(candidate.value - candidate.low, base.high - base.value, phi);
  const up = joined(candidate.high - candidate.value, base.value - base.low, phi);
  return { value: change, low: change - down, high: change + up };
}

/**
 * Change between two stored intervals whose rows cannot be paired. Both must have the same confidence, which is then
 * that of the change.
 */
export function unpairedDifference(base: Interval, candidate: Interval): Interval {
  return squareAndAdd(base, candidate);
}

function joined(a: number, b: number, phi: number): number {
  return Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
}

function bareChange(base: Interval, candidate: Interval): number | null {
  return base.value === null || candidate.value === null ? null : candidate.value - base.value;
}
