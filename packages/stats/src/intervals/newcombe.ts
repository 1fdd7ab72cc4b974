import { type Interval, noInterval } from './interval.ts';
import { squareAndAdd } from './square-and-add.ts';
import { wilson } from './wilson.ts';

/** A count of successes among `n`. */
export interface Proportion {
  readonly successes: number;
  readonly n: number;
}

/**
 * Interval of the difference `candidate - base` of two independent proportions: Newcombe's hybrid score interval.
 *
 * Newcombe, R. G. (1998), Statistics in Medicine 17, 873-890, method 10.
 */
export function newcombe(base: Proportion, candidate: Proportion, confidence: number): Interval {
  return squareAndAdd(
    wilson(base.successes, base.n, confidence),
    wilson(candidate.successes, candidate.n, confidence),
  );
}

/** The four outcomes of two models on the same rows. */
export interface PairedCounts {
  readonly bothRight: number;
  readonly onlyBase: number;
  readonly onlyCandidate: number;
  readonly bothWrong: number;
}

/**
 * Interval of the difference `candidate - base` of two proportions over the same rows.
 *
 * Newcombe, R. G. (1998), Improved confidence intervals for the difference between binomial proportions based on
 * paired data, Statistics in Medicine 17, 2635-2650, method 10: Wilson's intervals of both proportions, joined with
 * the continuity-corrected correlation phi.
 */
export function newcombePaired(counts: PairedCounts, confidence: number): Interval {
  const { bothRight, onlyBase, onlyCandidate, bothWrong } = counts;
  const n = bothRight + onlyBase + onlyCandidate + bothWrong;
  if (n === 0) return noInterval('no-rows');
  return squareAndAdd(
    wilson(bothRight + onlyBase, n, confidence),
    wilson(bothRight + onlyCandidate, n, confidence),
    correctedPhi(counts, n),
  );
}

function correctedPhi({ bothRight, onlyBase, onlyCandidate, bothWrong }: PairedCounts, n: number): number {
  const margins =
    (bothRight + onlyBase) *
    (onlyCandidate + bothWrong) *
    (bothRight + onlyCandidate) *
    (onlyBase + bothWrong);
  if (margins === 0) return 0;
  const determinant = bothRight * bothWrong - onlyBase * onlyCandidate;
  const corrected = determinant > 0 ? Math.max(determinant - n / 2, 0) : determinant;
  return corrected / Math.sqrt(margins);
}
