import { jensenShannon } from '@assay/stats';
import { type Chunk, chunksOfSize } from './chunks.ts';
import { columnAt, type DriftColumn, rowsOf } from './column.ts';
import { bare, judged, without } from './measured.ts';
import type { DriftMethod } from './method.ts';
import { doaneEdges, histogramOfRows, pairwiseSum } from './numpy-histogram.ts';
import { presentRows, presentValues, tally } from './values.ts';

/** NannyML cuts into about so many chunks where it is not told how. */
const CHUNKS = 10;

/** Standard deviations above the mean of the reference chunks. */
const DEVIATIONS = 3;

/**
 * Jensen and Shannon's distance to base 2 as NannyML 0.13 has it: bins of the reference alone (Doane's, or its values), and
 * one more for what falls outside of them. An alarm is a distance above the mean plus three standard deviations (ddof 0) of
 * the distances of the reference's own chunks; there is no lower limit by default. Where no chunks are asked for, the
 * threshold is that of NannyML's default, ten chunks of the reference and one of what is left.
 */
export const jsMethod: DriftMethod = {
  id: 'js@nannyml',
  summary: 'Jensen-Shannon distance, base 2, with a threshold from the chunks of the reference',
  kinds: ['numeric', 'categorical'],
  of: 'values',
  ordered: true,
  fit(reference, chunks) {
    const distance = distanceFrom(reference);
    if (!distance)
      return () => without('the reference has values that are not finite, or too close together for bins');
    const threshold = thresholdOf(reference, chunks ?? defaultChunks(reference), distance);
    return (current) => {
      const value = distance(current);
      return threshold === null ? bare(value) : judged(value, threshold, value > threshold);
    };
  },
};

function defaultChunks(reference: DriftColumn): Chunk[] {
  const size = Math.floor(rowsOf(reference) / CHUNKS);
  return size === 0 ? [] : chunksOfSize(rowsOf(reference), size);
}

/** Mean plus three standard deviations over the chunks that have values; null where none has. */
function thresholdOf(
  reference: DriftColumn,
  chunks: readonly Chunk[],
  distance: (chunk: DriftColumn) => number,
): number | null {
  const columns = chunks.map(({ rows }) => columnAt(reference, rows)).filter((own) => presentRows(own) > 0);
  if (columns.length === 0) return null;
  const distances = columns.map(distance);
  const mean = pairwiseSum(distances) / distances.length;
  const variance = pairwiseSum(distances.map((value) => (value - mean) ** 2)) / distances.length;
  return mean + DEVIATIONS * Math.sqrt(variance);
}

/** The distance of some rows that have values from all of the reference; null where it cannot be cut into bins. */
function distanceFrom(reference: DriftColumn): ((rows: DriftColumn) => number) | null {
  const counts = countsIn(reference);
  if (!counts) return null;
  const known = counts(reference).map((count) => count / presentRows(reference));
  return (rows) => {
    const n = presentRows(rows);
    const now = counts(rows).map((count) => count / n);
    const outside = 1 - pairwiseSum(now);
    const cells: [number[], number[]] =
      outside > 0
        ? [
            [...known, 0],
            [...now, outside],
          ]
        : [known, now];
    const [p, q] = cells.map(adding1) as [number[], number[]];
    return Math.sqrt(jensenShannon(p, q) / Math.LN2);
  };
}

/** SciPy's distance first makes both lists add up to 1. */
function adding1(list: number[]): number[] {
  const sum = pairwiseSum(list);
  return list.map((share) => share / sum);
}

function countsIn(reference: DriftColumn): ((rows: DriftColumn) => number[]) | null {
  if (reference.kind === 'numeric') {
    const edges = doaneEdges(presentValues(reference));
    return edges && ((rows) => (rows.kind === 'numeric' ? histogramOfRows(rows.values, edges) : []));
  }
  const values = [...tally(reference).keys()];
  return (rows) => {
    const counts = tally(rows);
    return values.map((value) => counts.get(value) ?? 0);
  };
}
