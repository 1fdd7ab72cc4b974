import type { Sums } from '../bootstrap/draw-sums.ts';
import type { SummedMetric } from '../metrics/metric.ts';

/** The sums of one model, of rows drawn with replacement, as many as there are: of which each adds to one sum. */
export function ownSums({ rows, sums, squares }: SummedMetric): Sums {
  const size = sums.length;
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++)
      covariance[i * size + j] = ((sums[i] as number) * -(sums[j] as number)) / rows;
    covariance[i * size + i] = (covariance[i * size + i] as number) + (squares[i] as number);
  }
  return { means: sums, covariance };
}
