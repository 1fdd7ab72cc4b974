import { criticalValue } from '../intervals/normal.ts';
import { type Cells, labelled, total } from '../metrics/cells.ts';

/** Whether every row was predicted right: then rows drawn from these cells never vary. */
export function allOnDiagonal(cells: Cells): boolean {
  return cells.counts.every((count, cell) => count === 0 || cell % (cells.classes + 1) === 0);
}

/**
 * Cells without a single error, smoothed so that the bootstrap does not claim certainty from few rows: errors get the
 * share (z^2/2) / (n + z^2), the centre of Wilson's interval for 0 errors of n (Agresti & Coull 1998, The American
 * Statistician 52, 119-126), in each class evenly over the other classes.
 */
export function smoothed(cells: Cells, confidence: number): Float64Array {
  const { counts, classes } = cells;
  const z2 = criticalValue(confidence) ** 2;
  const share = z2 / 2 / (total(cells) + z2);
  return counts.map((count, cell) => {
    const label = Math.floor(cell / classes);
    const isRight = cell % classes === label;
    return isRight ? count * (1 - share) : (labelled(cells, label) * share) / (classes - 1);
  });
}
