import { drawRows } from '../../packages/stats/src/bootstrap/draws.ts';
import { influenceOf } from '../../packages/stats/src/bootstrap/influence.ts';
import { type ScoreCells, scoreCells, usualBins } from '../../packages/stats/src/bootstrap/score-cells.ts';
import { asked, rowStatistics } from '../../packages/stats/src/metrics/asked.ts';
import type { BinarySample } from '../../packages/stats/src/sample.ts';

/** Smooth metrics by their derivatives, the others by cells of scores. */
export const METRICS = ['roc_auc', 'average_precision', 'log_loss', 'brier', 'ece', 'ks'] as const;
const SMOOTH = 4;

/** Of each of two models; as a change's cells are. */
const PAIRED_BINS = 64;

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
  const bins = base === null ? usualBins : PAIRED_BINS;
  const ways = [sample, ...(base === null ? [] : [base])].map((one) => waysOf(one, bins));
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

function waysOf(sample: BinarySample, bins: number): Ways {
  const members = asked(
    'binary',
    sample,
    METRICS.map((metric) => ({ metric })),
  ).rows;
  const influences = members
    .slice(0, SMOOTH)
    .map((member) => influenceOf(sample, member) ?? new Float64Array());
  const cells = scoreCells(sample, bins);
  if (!cells) throw new Error('scores are numbers');
  const ofRows = rowStatistics(sample, members);
  const ofCells = rowStatistics(cells.sample, members.slice(SMOOTH));
  return {
    rows: (weights) => ofRows(weights).map(({ value }) => value ?? Number.NaN),
    fast: (weights) => [
      ...influences.map((influence) => product(influence, weights)),
      ...ofCells(summed(cells, weights)).map(({ value }) => value ?? Number.NaN),
    ],
  };
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function summed({ counts, cellOf }: ScoreCells, weights: Float64Array): Float64Array {
  const sums = new Float64Array(counts.length);
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
