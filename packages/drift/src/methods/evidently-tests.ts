import { chiSquaredSurvival, ksPValue, ksStatistic, standardNormalProbability } from '@assay/stats';
import type { DriftColumn } from './column.ts';
import { judged, without } from './measured.ts';
import type { Measured } from './method.ts';
import { alignedCounts, presentRows, sortedValues, tally } from './values.ts';

const SIGNIFICANCE = 0.05;

const tests = { ks, 'chi-squared': chiSquared, z };

/** A test of Evidently: the value is its p-value, and little of it is drift. */
export function evidentlyTest(
  name: keyof typeof tests,
  reference: DriftColumn,
  current: DriftColumn,
): Measured {
  const p = tests[name](reference, current);
  if (p === null) return without('the column is not numeric');
  const drift = name === 'ks' ? p <= SIGNIFICANCE : p < SIGNIFICANCE;
  return { ...judged(p, SIGNIFICANCE, drift), p };
}

function ks(reference: DriftColumn, current: DriftColumn): number | null {
  if (reference.kind !== 'numeric' || current.kind !== 'numeric') return null;
  const [a, b] = [sortedValues(reference), sortedValues(current)];
  return ksPValue(ksStatistic(a, b), a.length, b.length);
}

/** Goodness of fit to the reference, as if its counts were the truth; a value that it does not have makes it 0. */
function chiSquared(reference: DriftColumn, current: DriftColumn): number {
  const counts = alignedCounts(tally(reference), tally(current));
  const scale = presentRows(current) / presentRows(reference);
  const statistic = counts.current.reduce((sum, observed, cell) => {
    const expected = (counts.reference[cell] as number) * scale;
    return sum + (observed - expected) ** 2 / expected;
  }, 0);
  return chiSquaredSurvival(statistic, counts.current.length - 1);
}

/** Of the share of one of two values, by the normal distribution; 1 where there is one value only. */
function z(reference: DriftColumn, current: DriftColumn): number {
  const counts = alignedCounts(tally(reference), tally(current));
  if (counts.reference.length === 1) return 1;
  const [n, m] = [presentRows(reference), presentRows(current)];
  const [a, b] = [counts.reference[0] as number, counts.current[0] as number];
  const pooled = (a + b) / (n + m);
  const score = (a / n - b / m) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  return 2 * (1 - standardNormalProbability(Math.abs(score)));
}
