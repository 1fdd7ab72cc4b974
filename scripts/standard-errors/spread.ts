import { drawRows } from '../../packages/stats/src/bootstrap/draws.ts';
import { influenceOf, isLarge, isMany } from '../../packages/stats/src/bootstrap/influence.ts';
import { scoreCells, usualBins } from '../../packages/stats/src/bootstrap/score-cells.ts';
import { asked, type RowMember, rowStatistics } from '../../packages/stats/src/metrics/asked.ts';
import type { BinarySample } from '../../packages/stats/src/sample.ts';

/** Smooth metrics by their derivatives, the others by sums over rows; where a class is rare, by cells of scores. */
export const METRICS = ['roc_auc', 'average_precision', 'log_loss', 'brier', 'ece', 'ks'] as const;
const SMOOTH = 4;
const AREA = 1;

/** What each of the metrics would be in one draw of rows: row by row, and by the fast way from the same draw. */
interface Ways {
  readonly rows: (weights: Float64Array) => number[];
  readonly fast: (weights: Float64Array) => number[];
}

/**
 * The standard error of the fast way over that of a bootstrap of rows, of each metric. Both are of the same draws, so that the
 * noise of few draws is in both, and all but none in their ratio.
 */
export function ratios(base: BinarySample | null, sample: BinarySample, draws: number): number[] {
  // Of one model with few positives all metrics but the area are resampled in cells.
  const inCellsAlone = base === null && isMany(sample) && !isLarge(sample);
  const others: Other = inCellsAlone ? inCells : inSums(base ? 2 : 1);
  const derived = inCellsAlone ? AREA : SMOOTH;
  const ways = [sample, ...(base ? [base] : [])].map((one) => waysOf(one, others, derived));
  const rows = sample.labels.length;
  const draw = drawRows(rows, 11);
  const weights = new Float64Array(rows);
  const seen = { rows: [] as number[][], fast: [] as number[][] };
  for (let i = 0; i < draws; i++) {
    draw(weights);
    for (const way of ['rows', 'fast'] as const) {
      const [first = [], second] = ways.map((one) => one[way](weights));
      seen[way].push(first.map((value, metric) => value - (second?.[metric] ?? 0)));
    }
  }
  return METRICS.map((_, metric) => deviation(seen.fast, metric) / deviation(seen.rows, metric));
}

/** How metrics that are not smooth are had from weights of rows. */
type Other = (sample: BinarySample, members: readonly RowMember<'binary'>[]) => Ways['fast'];

function waysOf(sample: BinarySample, others: Other, derived: number): Ways {
  const members = asked(
    'binary',
    sample,
    METRICS.map((metric) => ({ metric })),
  ).rows;
  const influences = members
    .slice(0, derived)
    .map((member) => influenceOf(sample, member) ?? new Float64Array());
  const ofOthers = others(sample, members.slice(derived));
  const ofRows = rowStatistics(sample, members);
  return {
    rows: (weights) => ofRows(weights).map(({ value }) => value ?? Number.NaN),
    fast: (weights) => [...influences.map((influence) => product(influence, weights)), ...ofOthers(weights)],
  };
}

/** From cells of scores. */
const inCells: Other = (sample, members) => {
  const cells = scoreCells(sample, usualBins, true);
  if (!cells) throw new Error('scores are numbers');
  const ofCells = rowStatistics(cells.sample, members);
  const cellOf = cells.cellOf();
  return (weights) =>
    ofCells(summed(cellOf, new Float64Array(cells.counts.length), weights)).map(
      ({ value }) => value ?? Number.NaN,
    );
};

/** From sums over rows. */
const inSums =
  (models: 1 | 2): Other =>
  (sample, members) => {
    const all = members.map(({ metric, spec }) => {
      const of = metric.sums?.(sample, spec, models);
      if (!of || 'reason' in of) throw new Error('each of these is a function of sums');
      return of;
    });
    const cells = all.map(({ cellOf }) => cellOf());
    return (weights) =>
      all.map(({ sums: { length }, told, value }, i) => {
        const sums = new Float64Array(length);
        const cellOf = cells[i] ?? new Uint16Array();
        for (let row = 0; row < weights.length; row++) {
          const cell = cellOf[row] as number;
          const gap = told ? ((told.scores[row] as number) - (told.hits[row] as number)) / weights.length : 1;
          sums[cell] = (sums[cell] as number) + (weights[row] as number) * gap;
        }
        return value(sums);
      });
  };

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function summed(cellOf: Uint16Array, sums: Float64Array, weights: Float64Array): Float64Array {
  for (let row = 0; row < weights.length; row++) {
    const cell = cellOf[row] as number;
    sums[cell] = (sums[cell] as number) + (weights[row] as number);
  }
  return sums;
}

function deviation(seen: readonly (readonly number[])[], metric: number): number {
  const values = seen.map((one) => one[metric] as number).filter(Number.isFinite);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
