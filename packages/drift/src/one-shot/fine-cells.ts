import { type CellCounts, type NumericCells, numericEdges } from '../cells/index.ts';
import { presentValues } from '../methods/values.ts';
import { countFine, FINE } from './count-fine.ts';

/** Numbers of the reference that the edges are taken from. */
const SAMPLE = 4_096;

/** Levels at which it is cut; the edges of a monitor's coarser cells, at most 38, are among the edges too. */
const LEVELS = FINE - 40;

/**
 * Edges that cut a column into cells of about equal mass, at most {@link FINE}: quantiles of evenly spaced rows, and those
 * of the coarser cells that a monitor watches. Values are not rounded, so that a value which is frequent is an edge, and
 * its whole mass ends there.
 *
 * @param values in the order of rows; NaN is passed over
 */
export function fineCells(values: Float64Array): { cells: NumericCells; coarse: Float64Array } {
  const step = Math.max(1, Math.floor(values.length / SAMPLE));
  const spaced = new Float64Array(Math.ceil(values.length / step));
  for (let i = 0; i < spaced.length; i++) spaced[i] = values[i * step] as number;
  const sample = presentValues({ values: spaced }).sort();
  const coarse = numericEdges(sample);
  const edges = new Set(coarse);
  for (let level = 1; level < LEVELS && sample.length > 0; level++) {
    const edge = sample[Math.ceil((level * sample.length) / LEVELS) - 1] as number;
    if (Number.isFinite(edge)) edges.add(edge + 0); // -0 becomes 0
  }
  return { cells: { kind: 'numeric', edges: Float64Array.from(edges).sort() }, coarse };
}

/** A column in cells as {@link CellCounts} has them: numbers, NaN, null. */
export function countColumn(values: Float64Array, nulls: number, cells: NumericCells): CellCounts {
  const numbers = countFine(values, cells);
  const counts = new Float64Array(numbers.length + 2);
  counts.set(numbers);
  const present = numbers.reduce((sum, count) => sum + count, 0);
  counts[numbers.length] = values.length - present - nulls;
  counts[numbers.length + 1] = nulls;
  return counts;
}

/** The counts of fine cells in coarser ones, whose edges are among theirs. */
export function coarsen(counts: CellCounts, fine: NumericCells, coarse: NumericCells): CellCounts {
  const merged = new Float64Array(coarse.edges.length + 3);
  let cell = 0;
  for (let i = 0; i <= fine.edges.length; i++) {
    merged[cell] = (merged[cell] as number) + (counts[i] as number);
    if (cell < coarse.edges.length && fine.edges[i] === coarse.edges[cell]) cell++;
  }
  merged.set(counts.subarray(fine.edges.length + 1), coarse.edges.length + 1);
  return merged;
}
