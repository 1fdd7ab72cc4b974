import studentProbability from '@stdlib/stats-base-dists-t-cdf';
import studentQuantile from '@stdlib/stats-base-dists-t-quantile';

/** Means of some rows and of the others, and what is known of their difference. */
export interface MeanDifference {
  /** Rows inside, weighted or not. */
  readonly n: number;
  readonly inside: number;
  /** Of the mean inside, at the confidence asked for. */
  readonly low: number;
  readonly high: number;
  readonly outside: number;
  /** Standard error of inside minus outside. */
  readonly error: number;
  /** One-sided: how likely so high a mean inside is, were both the same. */
  readonly p: number;
}

/**
 * The mean of the rows inside beside that of the others: Welch's t, with the degrees of freedom of Welch and Satterthwaite.
 * Rows that come in clusters count by clusters, and weighted rows by their weights: each unit's part in the two means is
 * summed, and the parts vary between units (the linearized, or sandwich, variance). Equal weights and no clusters give
 * Welch (1947), Biometrika 34, 28-35, exactly.
 *
 * @param group cluster code of each row, from 0
 * @returns `undefined` where one side has fewer than two units, or nothing varies
 */
export function meanDifference(
  values: Float64Array,
  inside: Uint8Array,
  {
    weights,
    group,
    confidence,
  }: { weights: Float64Array; group?: Int32Array | undefined; confidence: number },
): MeanDifference | undefined {
  const means = [0, 1].map((side) => meanOf(values, inside, weights, side));
  const units = group ?? Int32Array.from({ length: values.length }, (_, row) => row);
  const size = units.reduce((most, unit) => Math.max(most, unit), -1) + 1;
  const [outer, inner] = [0, 1].map((side) => {
    const { mean, weight } = means[side] as Side;
    const parts = new Float64Array(size);
    const seen = new Uint8Array(size);
    for (let row = 0; row < values.length; row++) {
      if (inside[row] !== side) continue;
      const unit = units[row] as number;
      seen[unit] = 1;
      parts[unit] =
        (parts[unit] as number) + ((weights[row] as number) * ((values[row] as number) - mean)) / weight;
    }
    const count = seen.reduce((sum, one) => sum + one, 0);
    const correction = Math.sqrt(count / (count - 1));
    return { count, parts: parts.map((part) => part * correction) };
  }) as [Parts, Parts];
  if (inner.count < 2 || outer.count < 2) return undefined;
  const [within, without] = [squares(inner.parts), squares(outer.parts)];
  const variance = squares(inner.parts.map((part, unit) => part - (outer.parts[unit] as number)));
  if (!(variance > 0 && within >= 0)) return undefined;
  const freedom =
    (within + without) ** 2 / (within ** 2 / (inner.count - 1) + without ** 2 / (outer.count - 1));
  const [rest, own] = means as [Side, Side];
  const error = Math.sqrt(variance);
  const half = studentQuantile(0.5 + confidence / 2, inner.count - 1) * Math.sqrt(within);
  return {
    n: own.n,
    inside: own.mean,
    low: own.mean - half,
    high: own.mean + half,
    outside: rest.mean,
    error,
    p: studentProbability(-(own.mean - rest.mean) / error, freedom),
  };
}

interface Side {
  n: number;
  weight: number;
  mean: number;
}

interface Parts {
  count: number;
  parts: Float64Array;
}

function meanOf(values: Float64Array, inside: Uint8Array, weights: Float64Array, side: number): Side {
  let [n, weight, sum] = [0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    if (inside[row] !== side) continue;
    n += 1;
    weight += weights[row] as number;
    sum += (weights[row] as number) * (values[row] as number);
  }
  return { n, weight, mean: sum / weight };
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
