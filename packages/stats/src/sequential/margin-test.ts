import { nextLevel } from './e-detector.ts';

/** Bets of each size on each side of a difference: lambda = 4x is the best bet on an excess of x. */
const LAMBDAS = [0.01, 0.02, 0.04, 0.08, 0.16].map((excess) => 4 * excess);
const SIGNS = [1, -1];

/** Components that watch one share. */
export const COMPONENTS = SIGNS.length * LAMBDAS.length;

/** The share of a batch's rows with some property (being at most an edge, being null), beside that of the reference. */
export interface WatchedShare {
  /** Share of the batch minus share of the reference. */
  readonly difference: number;
  /** Rows of the batch, divided by the design effect; 0 leaves the detector as it is. */
  readonly n: number;
  /** Margin plus error of the reference: no difference up to this is evidence. */
  readonly slack: number;
}

/**
 * Levels of the components of a column after one batch, {@link COMPONENTS} for each share, in the order of the shares.
 *
 * A component's e-value against "the shares differ by at most the slack" is exp(n (lambda (s difference - slack) -
 * lambda^2 / 8)), by Hoeffding's lemma, for a sign s and a bet lambda. Shekhar and Ramdas (arXiv 2309.09111).
 *
 * @param levels before it, of as many components
 */
export function nextLevels(levels: Float32Array, shares: readonly WatchedShare[]): Float32Array {
  const next = new Float32Array(levels);
  let component = 0;
  for (const { difference, n, slack } of shares) {
    for (const sign of SIGNS) {
      for (const lambda of LAMBDAS) {
        // Without rows e is 1, and M would grow by one a check, up to an alarm about nothing.
        if (n > 0)
          next[component] = nextLevel(
            next[component] as number,
            n * growth(sign * difference, slack, lambda),
          );
        component++;
      }
    }
  }
  return next;
}

/**
 * The most that one row can add to a component's log M: where the share that was `reference` becomes 0 or 1.
 * Not positive where no batch could ever be evidence, because the reference is too small.
 */
export function largestGrowth(reference: number, slack: number): number {
  const difference = Math.max(reference, 1 - reference);
  return Math.max(...LAMBDAS.map((lambda) => growth(difference, slack, lambda)));
}

/** How far a reference's distribution function may be off at any point, but for a probability `eta`: Dvoretzky, Kiefer
 * and Wolfowitz with Massart's constant (1990).
 *
 * @param rows of the reference, divided by the design effect
 */
export function distributionError(rows: number, eta: number): number {
  return Math.sqrt(Math.log(2 / eta) / (2 * rows));
}

/** How far any of several shares of a reference may be off, but for a probability `eta`: Hoeffding and Bonferroni. */
export function shareError(rows: number, shares: number, eta: number): number {
  return distributionError(rows, eta / shares);
}

/** Expected log e a row. */
function growth(difference: number, slack: number, lambda: number): number {
  return lambda * (difference - slack) - (lambda * lambda) / 8;
}
