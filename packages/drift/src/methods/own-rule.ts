import type { Measured } from './method.ts';

/** Differences up to this are harmless, on the scale of distribution functions and of shares. */
export const MARGIN = 0.05;
const SIGNIFICANCE = 0.05;
/** Of Assay's index, divergence and distances. */
export const THRESHOLD = 0.1;
/** Of intervals. */
export const CONFIDENCE = 0.95;

/** What chance alone makes of a number at n and m rows, on average: `scale * (1/n + 1/m) ** power`. */
export interface NoiseFloor {
  readonly scale: number;
  readonly power: number;
}

/**
 * The outcome of a test with an effect: drift where the p-value is small and the effect surely at least the margin. Where
 * chance alone makes more than the margin and this is not so, there is not enough data.
 */
export function ofTest(
  found: { p: number; effect: { value: number; low: number; high: number } },
  noise: NoiseFloor,
  rows: readonly [number, number],
): Pick<Measured, 'outcome' | 'reason'> {
  if (found.p <= SIGNIFICANCE && found.effect.low >= MARGIN) return { outcome: 'drift', reason: null };
  return tooFew(noise, rows, MARGIN) ?? { outcome: 'none', reason: null };
}

/** A number without an interval: drift from the threshold on, unless chance alone makes more than that. */
export function ofDistance(value: number, noise: NoiseFloor, rows: readonly [number, number]): Measured {
  const judged = tooFew(noise, rows, THRESHOLD) ?? {
    outcome: value >= THRESHOLD ? ('drift' as const) : ('none' as const),
    reason: null,
  };
  return { value, threshold: THRESHOLD, low: null, high: null, p: null, ...judged };
}

function tooFew(
  { scale, power }: NoiseFloor,
  [n, m]: readonly [number, number],
  limit: number,
): Pick<Measured, 'outcome' | 'reason'> | null {
  const floor = scale * (1 / n + 1 / m) ** power;
  if (floor <= limit) return null;
  const enough = Math.ceil(2 * (scale / limit) ** (1 / power));
  const reason = `chance alone makes about ${floor.toPrecision(2)} of ${n} and ${m} rows; ${enough} on each side would do`;
  return { outcome: 'insufficient data', reason };
}
