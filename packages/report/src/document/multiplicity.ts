import type { Change } from '@assay/contract';
import { benjaminiHochberg, criticalValue, standardNormalProbability } from '@assay/stats';

/** Of an interval that does not say. */
const CONFIDENCE = 0.95;

/** Two-sided p-value of "no change", by the normal approximation from the interval; 1 where there is none. */
function pOfNoChange(change: Change | null): number {
  if (change?.value == null || change.low === null || change.high === null) return 1;
  const error = (change.high - change.low) / (2 * criticalValue(change.confidence ?? CONFIDENCE));
  if (!(error > 0)) return change.value === 0 ? 1 : 0;
  return 2 * standardNormalProbability(-Math.abs(change.value / error));
}

/**
 * For each of many changes, whether it stands out among all of them: by Benjamini and Hochberg's procedure, with a false
 * discovery rate of 1 - confidence. Without it, 200 intervals of 95 % around no change at all would name ten of them.
 */
export function outlastsCorrection(changes: readonly (Change | null)[]): boolean[] {
  const adjusted = benjaminiHochberg(changes.map(pOfNoChange));
  return adjusted.map((p, index) => p <= 1 - (changes[index]?.confidence ?? CONFIDENCE));
}
