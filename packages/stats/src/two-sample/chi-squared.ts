import gammainc from '@stdlib/math-base-special-gammainc';

export interface ChiSquaredTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
}

/** Probability that a chi-squared variable with these degrees of freedom is at least `statistic`; tails keep their digits. */
export function chiSquaredSurvival(statistic: number, degreesOfFreedom: number): number {
  if (statistic === Number.POSITIVE_INFINITY) return 0;
  return gammainc(statistic / 2, degreesOfFreedom / 2, true, true);
}

/**
 * Pearson's test that two samples of counts are of one distribution: the 2 x K contingency table, both rows random.
 *
 * @param a counts of the first sample in K cells, as `b` of the second; no cell is empty in both, both have rows
 */
export function chiSquaredTwoSample(a: readonly number[], b: readonly number[]): ChiSquaredTest {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const [rowsA, rowsB] = [sum(a), sum(b)];
  const statistic = a.reduce((total, countA, cell) => {
    const countB = b[cell] as number;
    const share = (countA + countB) / (rowsA + rowsB);
    return (
      total +
      (countA - rowsA * share) ** 2 / (rowsA * share) +
      (countB - rowsB * share) ** 2 / (rowsB * share)
    );
  }, 0);
  const degreesOfFreedom = a.length - 1;
  const p = degreesOfFreedom === 0 ? 1 : chiSquaredSurvival(statistic, degreesOfFreedom);
  return { statistic, degreesOfFreedom, p };
}
