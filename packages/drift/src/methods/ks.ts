import { ksPValue, ksStatistic } from '@assay/stats';
import { without } from './measured.ts';
import type { DriftMethod } from './method.ts';
import { CONFIDENCE, MARGIN, ofTest } from './own-rule.ts';
import { sortedValues } from './values.ts';

/** Mean of Kolmogorov's distribution: the square root of pi/2, times ln 2. */
const MEAN = Math.sqrt(Math.PI / 2) * Math.LN2;

/**
 * Two-sample Kolmogorov-Smirnov statistic of the values that are there. Its interval takes the band of Dvoretzky, Kiefer and
 * Wolfowitz (Massart 1990) around both distribution functions, each at half of the error.
 */
export const ks: DriftMethod = {
  id: 'ks',
  summary: 'Kolmogorov-Smirnov statistic: the largest difference of the distribution functions',
  kinds: ['numeric'],
  of: 'values',
  fit: (reference) => (current) => {
    if (reference.kind !== 'numeric' || current.kind !== 'numeric')
      return without('the column is not numeric');
    const [known, now] = [sortedValues(reference), sortedValues(current)];
    const rows = [known.length, now.length] as const;
    const value = ksStatistic(known, now);
    const p = ksPValue(value, ...rows);
    const half = band(rows[0]) + band(rows[1]);
    const effect = { value, low: Math.max(0, value - half), high: Math.min(1, value + half) };
    return { ...effect, threshold: MARGIN, p, ...ofTest({ p, effect }, { scale: MEAN, power: 0.5 }, rows) };
  },
};

function band(rows: number): number {
  return Math.sqrt(Math.log(4 / (1 - CONFIDENCE)) / (2 * rows));
}
