import { bootstrap } from '../bootstrap/bootstrap.ts';
import { type CrossTable, drawMargins } from '../bootstrap/draw-margins.ts';
import { scoreCells, usualBins } from '../bootstrap/score-cells.ts';
import type { Placed } from '../method.ts';
import { type RowMember, rowStatistics } from '../metrics/asked.ts';
import type { Settings } from '../options.ts';
import type { Value } from '../reason.ts';
import { type BinarySample, rowsOf, type Samples, type Task } from '../sample.ts';
import { changes } from './change.ts';

/** Of each of two models; standard errors of both calibration errors and of the largest distance are then within a hundredth of the rows'. */
const pairedBins = 64;

/**
 * Intervals of the changes of metrics of scores between two models, from a bootstrap of the counts of both models' cells of
 * (bin, label), with the covariances that rows in two of them give, rows being independent and unweighted. `undefined` where
 * none is asked for, or they are no model's scores: then rows are resampled.
 *
 * @param estimate the change of the metric whose spec is at this place
 */
export function scoreCellDifferences<T extends Task>(
  task: T,
  [base, candidate]: readonly [Samples[T], Samples[T]],
  members: readonly RowMember<T>[],
  estimate: (place: number) => Value,
  settings: Settings,
): Placed[] | undefined {
  if (task !== 'binary' || members.length === 0) return undefined;
  const crossed = crossedCells(base as BinarySample, candidate as BinarySample);
  if (!crossed) return undefined;
  const { table, one, other, swapped } = crossed;
  const size = one.counts.length;
  const ofOne = rowStatistics(one.sample as Samples[T], members);
  const ofOther = rowStatistics(other.sample as Samples[T], members);
  const first = (counts: Float64Array) => ofOne(counts.subarray(0, size));
  const second = (counts: Float64Array) => ofOther(counts.subarray(size));
  const statistics = swapped ? changes(second, first) : changes(first, second);
  const whole = Float64Array.of(...one.counts, ...other.counts);
  return bootstrap(
    {
      draw: drawMargins(table, settings.seed),
      size: whole.length,
      units: rowsOf(base),
      jackknife: () => ({ whole, parts: crossedParts(table) }),
      statistics,
      estimates: members.map(({ place }) => estimate(place)),
      centres: statistics(whole),
      members,
      method: 'bootstrap-paired-score-cells',
      models: 2,
    },
    settings,
  );
}

/** Both models' cells, that with more of them first, which is the candidate's where they are `swapped`. */
function crossedCells(base: BinarySample, candidate: BinarySample) {
  // A model that tells no rows apart, as the trivial one, leaves all bins to the other.
  const bins = [base, candidate].some(isConstant) ? usualBins : pairedBins;
  const [of, to] = [scoreCells(base, bins), scoreCells(candidate, bins)];
  if (!of || !to) return undefined;
  const swapped = to.counts.length > of.counts.length;
  const [one, other] = swapped ? [to, of] : [of, to];
  const wide = other.counts.length;
  const counts = new Float64Array(one.counts.length * wide);
  for (let row = 0; row < one.cellOf.length; row++) {
    const pair = (one.cellOf[row] as number) * wide + (other.cellOf[row] as number);
    counts[pair] = (counts[pair] as number) + 1;
  }
  return { table: { counts, first: one.sample.labels, second: other.sample.labels }, one, other, swapped };
}

/** What a row takes with it from the cells of both, and how many rows are alike in that. */
function crossedParts({ counts, first, second }: CrossTable) {
  const parts = Array.from(counts, (times, pair) => ({
    at: Int32Array.of(Math.floor(pair / second.length), first.length + (pair % second.length)),
    by: Float64Array.of(1, 1),
    times,
  }));
  return parts.filter(({ times }) => times > 0);
}

function isConstant({ scores }: BinarySample): boolean {
  return scores?.every((score) => score === scores[0]) ?? false;
}
