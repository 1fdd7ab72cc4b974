import { jensenShannon, kullbackLeibler, populationStabilityIndex, wasserstein } from '@assay/stats';
import type { DriftColumn } from './column.ts';
import { evidentlyCells, evidentlyColumn, filled } from './evidently-cells.ts';
import { evidentlyTest } from './evidently-tests.ts';
import { judged, without } from './measured.ts';
import type { DriftMethod, Measured } from './method.ts';
import { presentRows, shares, sortedValues, tallyOfFew } from './values.ts';

/** Of every distance of Evidently. */
const THRESHOLD = 0.1;
/** Numbers with at most so many different values, on both sides together, are tested as categories are. */
const FEW = 5;
/** Rows of the reference up to which it is tested, not measured. */
const SMALL = 1000;

type Measure = (reference: DriftColumn, current: DriftColumn) => Measured;

/** `default@evidently`: it takes a test for small references, a distance for great ones. */
const byDefault: Measure = (reference, current) => {
  const sides = [tallyOfFew(reference, FEW), tallyOfFew(current, FEW)];
  const distinct = new Set(sides.flatMap((side) => [...(side?.keys() ?? [])])).size;
  const continuous = reference.kind === 'numeric' && (sides.includes(null) || distinct > FEW);
  if (presentRows(reference) > SMALL) {
    return (continuous ? standardisedWasserstein : distance(jensen))(reference, current);
  }
  return evidentlyTest(continuous ? 'ks' : distinct > 2 ? 'chi-squared' : 'z', reference, current);
};

/** A number of two lists of shares, held against the threshold. */
function distance(of: (reference: number[], current: number[]) => number): Measure {
  return (reference, current) => {
    const cells = evidentlyCells(reference, current);
    if (!cells) return without('the range of the values cannot be cut into bins');
    const value = of(
      shares(cells.reference, presentRows(reference)),
      shares(cells.current, presentRows(current)),
    );
    return judged(value, THRESHOLD, value >= THRESHOLD);
  };
}

const jensen = (reference: number[], current: number[]) => Math.sqrt(jensenShannon(reference, current));

const standardisedWasserstein: Measure = (reference, current) => {
  if (reference.kind !== 'numeric' || current.kind !== 'numeric') return without('the column is not numeric');
  const values = sortedValues(reference);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const value = wasserstein(values, sortedValues(current)) / Math.max(Math.sqrt(variance), 0.001);
  if (!Number.isFinite(value)) return without('the values are too great for their distance to be a number');
  return judged(value, THRESHOLD, value >= THRESHOLD);
};

/** SciPy's `entropy` makes both lists add up to 1 again after filling; Evidently's index does not. */
function renormalised(list: number[]): number[] {
  const sum = list.reduce((total, share) => total + share, 0);
  return shares(list, sum);
}

const ALL: DriftMethod['kinds'] = ['numeric', 'categorical'];

/** The numbers of Evidently 0.7.23, its legacy statistical tests, which its presets run. */
export const [ks, psi, js, kl, wassersteinMethod, defaultMethod] = [
  method('ks', 'p-value of the Kolmogorov-Smirnov test', ['numeric'], (reference, current) =>
    evidentlyTest('ks', reference, current),
  ),
  method(
    'psi',
    'population stability index',
    ALL,
    distance((p, q) => populationStabilityIndex(filled(p), filled(q))),
  ),
  method('js', 'Jensen-Shannon distance, natural logarithm', ALL, distance(jensen)),
  method(
    'kl',
    'Kullback-Leibler divergence of the current data from the reference, in nats',
    ALL,
    distance((p, q) => kullbackLeibler(renormalised(filled(p)), renormalised(filled(q)))),
  ),
  method(
    'wasserstein',
    'Wasserstein distance in standard deviations of the reference',
    ['numeric'],
    standardisedWasserstein,
  ),
  method(
    'default',
    'p-value of a test, or a distance, as Evidently chooses by column and size',
    ALL,
    byDefault,
  ),
];

function method(name: string, summary: string, kinds: DriftMethod['kinds'], measure: Measure): DriftMethod {
  const empty = (side: string) => without(`no finite value in ${side}`);
  return {
    id: `${name}@evidently`,
    summary,
    kinds,
    of: 'values',
    fit(reference) {
      const known = evidentlyColumn(reference);
      return (current) => {
        const now = evidentlyColumn(current);
        if (presentRows(known) === 0) return empty('the reference');
        return presentRows(now) === 0 ? empty('the current data') : measure(known, now);
      };
    },
  };
}
