import { standardNormalQuantile } from '../intervals/normal.ts';
import type { SearchColumn } from './condition.ts';
import { LEAST_EFFECT, penaltyOf } from './worst-slices.ts';

/**
 * The smallest excess of a slice of one condition and a tenth of the rows that is found in one half of the rows and confirmed on
 * the other about eight times of ten: (z + z_0.9) se in each half, where z is what the search asks of t, or the test at
 * `1 - confidence` shared by `most` slices, if that is more. For rows that are independent and weigh the same.
 *
 * @param losses of one half
 */
export function detectableExcess(
  columns: readonly SearchColumn[],
  losses: Float64Array,
  { confidence, most }: { confidence: number; most: number },
): number {
  const n = losses.length;
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / n;
  const deviation = Math.sqrt(losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / n);
  const z = Math.max(Math.sqrt(penaltyOf(columns)), standardNormalQuantile(1 - (1 - confidence) / most));
  const error = deviation * Math.sqrt(1 / (0.1 * n) + 1 / (0.9 * n));
  return Math.max(LEAST_EFFECT * deviation, (z + standardNormalQuantile(0.9)) * error);
}
