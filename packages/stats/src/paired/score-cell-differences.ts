import { bootstrap } from '../bootstrap/bootstrap.ts';
import { drawCounts } from '../bootstrap/draw-counts.ts';
import { type ScoreCells, scoreCells, usualBins } from '../bootstrap/score-cells.ts';
import { mostRowsForRowBootstrap } from '../bootstrap/subset.ts';
import type { Placed } from '../method.ts';
import { type RowMember, rowStatistics } from '../metrics/asked.ts';
import type { Settings } from '../options.ts';
import type { Value } from '../reason.ts';
import type { BinarySample, Samples, Task } from '../sample.ts';
import { changes } from './change.ts';

/** Of each of two models: their pairs are cells, too. */
const pairedBins = 64;

const leastShareOfRarerClass = 0.1;

/**
 * Intervals of the changes of metrics of scores between two models, from a bootstrap of the counts of (base's bin, candidate's
 * bin, label), rows being independent and unweighted. `undefined` where rows or positives are few,
 * or no model's scores: then rows are resampled.
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
  if (task !== 'binary' || members.length === 0 || !isManyAndMixed(base as BinarySample)) return undefined;
  const joint = jointScoreCells(base as BinarySample, candidate as BinarySample);
  if (!joint) return undefined;
  const before = rowStatistics(joint.base.sample as Samples[T], members);
  const after = rowStatistics(joint.candidate.sample as Samples[T], members);
  const statistics = changes(
    (counts) => before(summed(counts, joint.base)),
    (counts) => after(summed(counts, joint.candidate)),
  );
  return bootstrap(
    {
      draw: drawCounts(joint.counts, settings.seed),
      size: joint.counts.length,
      statistics,
      estimates: members.map(({ place }) => estimate(place)),
      centres: statistics(joint.counts),
      places: members.map(({ place }) => place),
      method: 'bootstrap-paired-score-cells',
      agreement: 'certain',
    },
    settings,
  );
}

/** One model's cells, and which of them each joint cell belongs to. */
interface Margin {
  readonly sample: BinarySample;
  readonly cellOf: Uint16Array;
  /** Where the counts of its cells are summed. */
  readonly sums: Float64Array;
}

/** Pairs of both models' cells that have rows. */
function jointScoreCells(base: BinarySample, candidate: BinarySample) {
  // A model that tells no rows apart, as the trivial one, leaves all bins to the other.
  const bins = [base, candidate].some(isConstant) ? usualBins : pairedBins;
  const [of, to] = [scoreCells(base, bins), scoreCells(candidate, bins)];
  if (!of || !to) return undefined;
  const wide = to.counts.length;
  const all = new Float64Array(of.counts.length * wide);
  for (let row = 0; row < of.cellOf.length; row++) {
    const pair = (of.cellOf[row] as number) * wide + (to.cellOf[row] as number);
    all[pair] = (all[pair] as number) + 1;
  }
  const pairs = [...all.keys()].filter((pair) => (all[pair] as number) > 0);
  const margin = ({ sample, counts }: ScoreCells, place: (pair: number) => number): Margin => ({
    sample,
    cellOf: Uint16Array.from(pairs, place),
    sums: new Float64Array(counts.length),
  });
  return {
    counts: Float64Array.from(pairs, (pair) => all[pair] as number),
    base: margin(of, (pair) => Math.floor(pair / wide)),
    candidate: margin(to, (pair) => pair % wide),
  };
}

/** Of rare positives the order of the first few is what differs between two models, and a bin of them hides it. */
function isManyAndMixed({ labels }: BinarySample): boolean {
  let positives = 0;
  for (let row = 0; row < labels.length; row++) positives += labels[row] as number;
  const rarer = Math.min(positives, labels.length - positives);
  return labels.length > mostRowsForRowBootstrap && rarer >= leastShareOfRarerClass * labels.length;
}

function isConstant({ scores }: BinarySample): boolean {
  return scores?.every((score) => score === scores[0]) ?? false;
}

function summed(counts: Float64Array, { cellOf, sums }: Margin): Float64Array {
  sums.fill(0);
  for (let joint = 0; joint < counts.length; joint++) {
    const cell = cellOf[joint] as number;
    sums[cell] = (sums[cell] as number) + (counts[joint] as number);
  }
  return sums;
}
