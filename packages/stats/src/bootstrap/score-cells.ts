import { countOf, sortedByScore } from '../metrics/sorted-by-score.ts';
import { isAscending } from '../order.ts';
import type { BinarySample } from '../sample.ts';
import { mostOfRareClass } from './influence.ts';

/** A sample of few rows that stand for many: row i stands for `counts[i]`. */
export interface ScoreCells {
  readonly sample: BinarySample;
  readonly counts: Float64Array;
  /** The cell of each row of the sample that they stand for: made when asked for. */
  readonly cellOf: () => Uint16Array;
}

/** Of one model; metrics' standard errors with 128, with 256 and with 1,024 are the same within a hundredth. */
export const usualBins = 128;

/**
 * Groups the rows of an unweighted sample into cells of score bins times the label, each with its bin's mean score. A bin
 * ends at 1/`bins` of all rows or of the positives, so that rare positives keep their order. Metrics of scores spread over resampled cells as over resampled rows, in the time of the cells; their
 * values differ slightly, so that replicates are shifted to the exact estimate. Equal scores share a bin.
 *
 * @param apart whether bins also end where rows of one label do, and few positives are each a bin: then these keep their order among all rows
 */
export function scoreCells(
  { labels, scores }: BinarySample,
  bins = usualBins,
  apart = false,
): ScoreCells | undefined {
  if (!scores) return undefined;
  const sorted = sortedByScore({ labels, label: 1 }, scores);
  if ('reason' in sorted) return undefined;
  const { positive, tied } = sorted;
  const rows = positive.length;
  const order = isAscending(scores) ? undefined : sorted.order;
  const fullAt = Math.ceil(rows / bins);
  const positivesOfAll = countOf(positive);
  const positivesAt = apart && positivesOfAll <= mostOfRareClass ? 1 : Math.ceil(positivesOfAll / bins);
  const cells: { score: number; label: number; count: number }[] = [];
  const ends: { readonly end: number; readonly cells: readonly [number, number] }[] = [];
  for (let start = 0, end = 0; start < rows; start = end) {
    let sum = 0;
    let positives = 0;
    for (end = start; end < rows; end++) {
      const alike = !apart || end === start || (positive[end] === 1) === positives > 0;
      const full = !alike || end - start >= fullAt || (positives > 0 && positives >= positivesAt);
      if (full && tied[end - 1] !== 1) break;
      sum += scores[order === undefined ? end : (order[end] as number)] as number;
      positives += positive[end] as number;
    }
    const score = sum / (end - start);
    const negative = cells.length;
    if (positives < end - start) cells.push({ score, label: 0, count: end - start - positives });
    ends.push({ end, cells: [negative, cells.length] });
    if (positives > 0) cells.push({ score, label: 1, count: positives });
  }
  return {
    sample: {
      labels: Uint8Array.from(cells, (cell) => cell.label),
      scores: Float64Array.from(cells, (cell) => cell.score),
    },
    counts: Float64Array.from(cells, (cell) => cell.count),
    cellOf: () => {
      const cellOf = new Uint16Array(rows);
      let i = 0;
      for (const bin of ends)
        for (; i < bin.end; i++) cellOf[sorted.order[i] as number] = bin.cells[positive[i] as 0 | 1];
      return cellOf;
    },
  };
}
