import { mcnemarExact } from './intervals/mcnemar.ts';
import { type Decisions, decisions } from './metrics/cells.ts';
import { jointCells, pairedCounts } from './paired/outcomes.ts';
import type { Undefined } from './reason.ts';
import type { Samples } from './sample.ts';

/** What became of the rows when one model replaced another. */
export interface Flips {
  /** Rows that base had right and candidate has wrong. */
  readonly broken: number;
  /** Rows that base had wrong and candidate has right. */
  readonly mended: number;
  readonly bothRight: number;
  readonly bothWrong: number;
  /** McNemar's exact two-sided p-value of `broken` against `mended`. */
  readonly pValue: number;
  /** The first rows of either, at most {@link FLIP_EXAMPLES}. */
  readonly examples: { readonly broken: readonly number[]; readonly mended: readonly number[] };
}

/** How many rows of each kind are named. */
const FLIP_EXAMPLES = 10;

/** Counts flips between two models on the same rows, at one threshold for binary scores (default as in `MetricSpec`). */
export function flips<T extends 'binary' | 'multiclass'>(
  task: T,
  base: Samples[T],
  candidate: Samples[T],
  threshold?: number,
): Flips | Undefined {
  const before = decisions(task, base, threshold);
  if ('reason' in before) return before;
  const after = decisions(task, candidate, threshold);
  if ('reason' in after) return after;
  const { onlyBase, onlyCandidate, bothRight, bothWrong } = pairedCounts(
    jointCells(before, after),
    () => true,
  );
  return {
    broken: onlyBase,
    mended: onlyCandidate,
    bothRight,
    bothWrong,
    pValue: mcnemarExact(onlyBase, onlyCandidate),
    examples: { broken: firstRows(before, after), mended: firstRows(after, before) },
  };
}

/** The first rows that one model has right and another wrong. */
function firstRows(right: Decisions, wrong: Decisions): number[] {
  const rows: number[] = [];
  for (let row = 0; row < right.labels.length && rows.length < FLIP_EXAMPLES; row++) {
    const label = right.labels[row];
    if (right.predictions[row] === label && wrong.predictions[row] !== label) rows.push(row);
  }
  return rows;
}
