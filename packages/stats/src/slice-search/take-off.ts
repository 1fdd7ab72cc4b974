/** Enough for slices that overlap as much as a part and its parent do. */
const SWEEPS = 5;

/**
 * Takes off the losses, in place, what membership in the slices explains: the additive least-squares fit, by backfitting
 * (Hastie & Tibshirani 1990, Generalized Additive Models, section 4.4). What is left differs in the mean between the rows of a
 * slice and the others by next to nothing.
 *
 * @param slices for each, which rows are inside (1)
 */
export function takeOff(losses: Float64Array, weights: Float64Array, slices: readonly Uint8Array[]): void {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const inside of slices) {
      const sums = new Float64Array(2);
      const total = new Float64Array(2);
      for (let row = 0; row < losses.length; row++) {
        const side = inside[row] as number;
        const weight = weights[row] as number;
        total[side] = (total[side] as number) + weight;
        sums[side] = (sums[side] as number) + weight * (losses[row] as number);
      }
      const [out, within] = [0, 1].map((side) => (sums[side] as number) / (total[side] as number));
      const excess = (within as number) - (out as number);
      if (!Number.isFinite(excess)) continue;
      for (let row = 0; row < losses.length; row++)
        if (inside[row] === 1) losses[row] = (losses[row] as number) - excess;
    }
  }
}
