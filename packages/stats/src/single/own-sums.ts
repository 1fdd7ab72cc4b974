import type { Sums } from '../bootstrap/draw-sums.ts';
import type { SummedMetric } from '../metrics/metric.ts';

/** Sums over rows drawn with replacement, as many as there are, where each adds to one of them, as to those of one model. */
export function ownSums({ rows, sums, squares }: Pick<SummedMetric, 'rows' | 'sums' | 'squares'>): Sums {
  const size = sums.length;
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++)
      covariance[i * size + j] = ((sums[i] as number) * -(sums[j] as number)) / rows;
    covariance[i * size + i] = (covariance[i * size + i] as number) + (squares[i] as number);
  }
  return { means: sums, covariance };
}
