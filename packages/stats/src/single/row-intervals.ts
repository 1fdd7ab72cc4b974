import { jackknifeCells } from '../bootstrap/acceleration.ts';
import { bootstrap } from '../bootstrap/bootstrap.ts';
import { drawCounts } from '../bootstrap/draw-counts.ts';
import { hasRarePositives, isLarge, isMany } from '../bootstrap/influence.ts';
import { bootstrapRows } from '../bootstrap/row-bootstrap.ts';
import { scoreCells, usualBins } from '../bootstrap/score-cells.ts';
import { areaInterval } from '../intervals/area.ts';
import { noInterval } from '../intervals/interval.ts';
import type { Placed } from '../method.ts';
import { type RowMember, rowStatistics } from '../metrics/asked.ts';
import type { Settings } from '../options.ts';
import { pointEstimates } from '../point-estimates.ts';
import { type BinarySample, rowsOf, type Samples, type Task } from '../sample.ts';
import { extremeIntervals, isExtreme } from './extreme-intervals.ts';
import { influenceIntervals } from './influence-intervals.ts';
import { shareInterval } from './share-interval.ts';
import { summedIntervals } from './summed-intervals.ts';

/**
 * Intervals of metrics of independent, unweighted rows: DeLong where the metric is that area, Wilson where it is a share of
 * rows, from derivatives where there are many rows and it is smooth, else a bootstrap: of sums over rows where there are many and it is a function
 * of a few of these, of score cells where one class is rare and the metric is of scores and labels alone.
 */
export function rowIntervals<T extends Task>(
  task: T,
  sample: Samples[T],
  members: readonly RowMember<T>[],
  settings: Settings,
): Placed[] {
  const areas = members.filter(({ metric }) => metric.interval === 'delong');
  const shares = members.filter(({ metric }) => metric.outcomes);
  const extremes = members.filter(isExtreme);
  const left = members.filter(
    (member) => !areas.includes(member) && !shares.includes(member) && !isExtreme(member),
  );
  const smooth = influenceIntervals(sample, left, settings);
  const rough = left.filter((member) => !smooth.some(({ place }) => place === member.place));
  const summed = summedIntervals(task, sample, rough, settings);
  const others = rough.filter((member) => !summed.some(({ place }) => place === member.place));
  const ofScores = task === 'binary' ? others.filter(({ metric }) => metric.needs === 'score') : [];
  return [
    ...areas.map(
      ({ place }): Placed => ({
        place,
        interval: ofArea(sample as BinarySample, settings),
        method: 'delong',
      }),
    ),
    ...smooth,
    ...summed,
    ...shares.map((member) => shareInterval(sample, member, settings)),
    ...extremeIntervals(task, sample, extremes, settings),
    ...resampledScores(task, sample, ofScores, settings),
    ...resampledRows(
      task,
      sample,
      others.filter((member) => !ofScores.includes(member)),
      settings,
    ),
  ];
}

function ofArea({ labels, scores }: BinarySample, { confidence }: Settings) {
  return scores ? areaInterval(labels, scores, confidence) : noInterval('no-scores');
}

function resampledScores<T extends Task>(
  task: T,
  sample: Samples[T],
  members: readonly RowMember<T>[],
  settings: Settings,
): Placed[] {
  const many = isMany(sample) && members.length > 0;
  const apart = !isLarge(sample) || hasRarePositives(sample);
  const cells = many ? scoreCells(sample as BinarySample, usualBins, apart) : undefined;
  if (!cells) return resampledRows(task, sample, members, settings);
  const statistics = rowStatistics(cells.sample as Samples[T], members);
  return bootstrap(
    {
      draw: drawCounts(cells.counts, settings.seed),
      size: cells.counts.length,
      units: rowsOf(sample),
      jackknife: () => jackknifeCells(cells.counts),
      statistics,
      estimates: pointEstimates(
        task,
        sample,
        members.map(({ spec }) => spec),
      ),
      centres: statistics(cells.counts),
      members,
      method: 'bootstrap-score-cells',
      models: 1,
    },
    settings,
  );
}

function resampledRows<T extends Task>(
  task: T,
  sample: Samples[T],
  members: readonly RowMember<T>[],
  settings: Settings,
): Placed[] {
  const statisticsOf = ([one]: readonly [Samples[T]]) => rowStatistics(one, members);
  return bootstrapRows(task, { samples: [sample], statisticsOf, members }, settings);
}
