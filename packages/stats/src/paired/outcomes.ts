import type { PairedCounts } from '../intervals/newcombe.ts';
import { type Cells, confusion, countedTogether, type Decisions } from '../metrics/cells.ts';

/** How two models did on the same rows, each 1 where right and 0 where wrong. */
export function pairedOutcomes(base: Uint8Array, candidate: Uint8Array): PairedCounts {
  const outcomes = { bothRight: 0, onlyBase: 0, onlyCandidate: 0, bothWrong: 0 };
  for (let row = 0; row < base.length; row++) {
    if (base[row] === 1 && candidate[row] === 1) outcomes.bothRight++;
    else if (base[row] === 1) outcomes.onlyBase++;
    else if (candidate[row] === 1) outcomes.onlyCandidate++;
    else outcomes.bothWrong++;
  }
  return outcomes;
}

/** The distinct (label, base's prediction, candidate's prediction) of the rows, and how many rows have each. */
export interface JointCells {
  readonly base: Decisions;
  readonly candidate: Decisions;
  readonly counts: Float64Array;
}

/** Up to so many possible cells are counted at their places: 16 classes. */
const mostPlaces = 4096;

/** Counts rows by label and both predictions: all that metrics of two confusion matrices of the same rows depend on. */
export function jointCells(base: Decisions, candidate: Decisions): JointCells {
  const { classes } = base;
  const cells = classes ** 3 <= mostPlaces ? countedInPlace(base, candidate) : counted(base, candidate);
  const codes = (of: (cell: number) => number) => Int32Array.from(cells, ([cell]) => of(cell) % classes);
  const labels = codes((cell) => Math.floor(cell / classes ** 2));
  return {
    base: { labels, predictions: codes((cell) => Math.floor(cell / classes)), classes },
    candidate: { labels, predictions: codes((cell) => cell), classes },
    counts: Float64Array.from(cells, ([, count]) => count),
  };
}

function countedInPlace(base: Decisions, candidate: Decisions): [number, number][] {
  const counts =
    base.classes === 2
      ? countedTogether(base.labels, base.predictions, candidate.predictions)
      : countedRowByRow(base, candidate);
  return Array.from(counts, (count, cell): [number, number] => [cell, count]).filter(
    ([, count]) => count > 0,
  );
}

function countedRowByRow({ labels, predictions, classes }: Decisions, candidate: Decisions): Float64Array {
  const counts = new Float64Array(classes ** 3);
  for (let row = 0; row < labels.length; row++) {
    const pair = (labels[row] as number) * classes + (predictions[row] as number);
    const cell = pair * classes + (candidate.predictions[row] as number);
    counts[cell] = (counts[cell] as number) + 1;
  }
  return counts;
}

function counted({ labels, predictions, classes }: Decisions, candidate: Decisions): [number, number][] {
  const counts = new Map<number, number>();
  for (let row = 0; row < labels.length; row++) {
    const pair = (labels[row] as number) * classes + (predictions[row] as number);
    const cell = pair * classes + (candidate.predictions[row] as number);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b);
}

/** How two models did on the rows that `chosen` chooses by label: a paired proportion of right predictions. */
export function pairedCounts(
  { base, candidate, counts }: JointCells,
  chosen: (label: number) => boolean,
): PairedCounts {
  const outcomes = { bothRight: 0, onlyBase: 0, onlyCandidate: 0, bothWrong: 0 };
  for (const [cell, count] of counts.entries()) {
    const label = base.labels[cell] as number;
    if (!chosen(label)) continue;
    const baseRight = base.predictions[cell] === label;
    const candidateRight = candidate.predictions[cell] === label;
    if (baseRight && candidateRight) outcomes.bothRight += count;
    else if (baseRight) outcomes.onlyBase += count;
    else if (candidateRight) outcomes.onlyCandidate += count;
    else outcomes.bothWrong += count;
  }
  return outcomes;
}

/** Both models' confusion matrices from (resampled) counts of joint cells: in memory that is used again by the next counts. */
export function marginalsOf(joint: JointCells): (counts: Float64Array) => { base: Cells; candidate: Cells } {
  const size = joint.base.classes ** 2;
  const [before, after] = [new Float64Array(size), new Float64Array(size)];
  return (counts) => ({
    base: confusion(joint.base, counts, before.fill(0)),
    candidate: confusion(joint.candidate, counts, after.fill(0)),
  });
}
