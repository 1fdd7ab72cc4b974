import { chiSquaredTwoSample, totalVariation } from '@assay/stats';
import { cellsOf } from './cells.ts';
import type { DriftColumn } from './column.ts';
import { bare } from './measured.ts';
import type { DriftMethod, Measured } from './method.ts';
import { CONFIDENCE, MARGIN, type NoiseFloor, ofTest } from './own-rule.ts';
import { type CellCounts, shares } from './values.ts';

/** Cells of which fewer rows are expected on either side are pooled: the chi-squared distribution is too coarse for them. */
const EXPECTED = 5;

const about: Pick<DriftMethod, 'kinds' | 'of'> = { kinds: ['numeric', 'categorical'], of: 'values' };

/** Total variation distance over the cells, null and NaN among them. */
export const tv: DriftMethod = {
  ...about,
  id: 'tv',
  summary: 'total variation distance: the share of rows that would have to move',
  fit: tested((found) => ({ ...found.effect, threshold: MARGIN })),
};

/**
 * Pearson's two-sample statistic over the cells, rare ones pooled. It grows with the rows at any difference: the outcome rests
 * on its p-value and on the total variation together.
 */
export const chi2: DriftMethod = {
  ...about,
  id: 'chi2',
  summary: 'chi-squared statistic of both samples over the cells, rare ones pooled',
  fit: tested((found) =>
    found.pooledAway
      ? {
          value: null,
          p: null,
          outcome: 'insufficient data',
          reason: 'too few rows: all cells but one are rare',
        }
      : { value: found.statistic },
  ),
};

interface Found {
  readonly statistic: number;
  readonly p: number;
  readonly effect: { value: number; low: number; high: number };
  /** Whether several cells have become one, which tests nothing. */
  readonly pooledAway: boolean;
}

function tested(answer: (found: Found) => Partial<Measured>): DriftMethod['fit'] {
  return (reference: DriftColumn) => {
    const cells = cellsOf(reference);
    return (current) => {
      const counts = cells(current);
      const rows = [sum(counts.reference), sum(counts.current)] as const;
      const pooled = poolRare(counts);
      const { statistic, p } = chiSquaredTwoSample(pooled.reference, pooled.current);
      const pooledAway = pooled.reference.length === 1 && counts.reference.length > 1;
      const found = { statistic, p, effect: variation(counts, rows), pooledAway };
      return { ...bare(0), p, ...ofTest(found, noiseOf(counts, rows), rows), ...answer(found) };
    };
  };
}

/**
 * Total variation is the largest difference of an event's probabilities, and of K cells there are 2^K - 2 events with another
 * answer than 0: Hoeffding's inequality for the difference of two means, for all of them at once.
 */
function variation(counts: CellCounts, [n, m]: readonly [number, number]): Found['effect'] {
  const value = totalVariation(shares(counts.reference, n), shares(counts.current, m));
  const cells = counts.reference.length;
  const logEvents = cells === 1 ? 0 : cells * Math.LN2 + Math.log1p(-(2 ** (1 - cells)));
  const half = Math.sqrt(((1 / n + 1 / m) * (logEvents - Math.log(1 - CONFIDENCE))) / 2);
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half) };
}

/** A cell's difference has the mean absolute value of a normal variable: the square root of 2 variance / pi. */
function noiseOf(counts: CellCounts, [n, m]: readonly [number, number]): NoiseFloor {
  const scale = counts.reference.reduce((total, count, cell) => {
    const share = (count + (counts.current[cell] as number)) / (n + m);
    return total + Math.sqrt((2 * share * (1 - share)) / Math.PI);
  }, 0);
  return { scale: scale / 2, power: 0.5 };
}

/** Rare cells together as one, and if that is rare still, together with the next rarest. */
function poolRare(counts: CellCounts): CellCounts {
  const [n, m] = [sum(counts.reference), sum(counts.current)];
  const cells = counts.reference
    .map((reference, cell) => ({ reference, current: counts.current[cell] as number }))
    .sort((a, b) => a.reference + a.current - b.reference - b.current);
  const isRare = (cell: { reference: number; current: number }) =>
    ((cell.reference + cell.current) * Math.min(n, m)) / (n + m) < EXPECTED;
  const pooled = { reference: 0, current: 0 };
  const kept = [...cells];
  while (
    kept.length > 0 &&
    (isRare(kept[0] ?? pooled) || (pooled.reference + pooled.current > 0 && isRare(pooled)))
  ) {
    const rare = kept.shift() ?? pooled;
    pooled.reference += rare.reference;
    pooled.current += rare.current;
  }
  const all = pooled.reference + pooled.current > 0 ? [pooled, ...kept] : kept;
  return { reference: all.map((cell) => cell.reference), current: all.map((cell) => cell.current) };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
