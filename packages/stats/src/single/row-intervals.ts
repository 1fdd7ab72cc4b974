import { bootstrap } from '../bootstrap/bootstrap.ts';
import { drawCounts } from '../bootstrap/draw-counts.ts';
import { bootstrapRows } from '../bootstrap/row-bootstrap.ts';
import { scoreCells } from '../bootstrap/score-cells.ts';
import { mostRowsForRowBootstrap } from '../bootstrap/subset.ts';
import { areaInterval } from '../intervals/area.ts';
import { noInterval } from '../intervals/interval.ts';
import type { Placed } from '../method.ts';
import { type RowMember, rowStatistics } from '../metrics/asked.ts';
import type { Settings } from '../options.ts';
import { type BinarySample, type Samples, type Task, weightsOf } from '../sample.ts';

/** Intervals of metrics of independent, unweighted rows: DeLong where the metric is that area, else a bootstrap. */
export function rowIntervals<T extends Task>(
  task: T,
  sample: Samples[T],
  members: readonly RowMember<T>[],
  settings: Settings,
): Placed[] {
  const areas = members.filter(({ metric }) => metric.interval === 'delong');
  const others = members.filter(({ metric }) => metric.interval !== 'delong');
  return [
    ...areas.map(
      ({ place }): Placed => ({
        place,
        interval: ofArea(sample as BinarySample, settings),
        method: 'delong',
      }),
    ),
    ...resampledRows(task, sample, others, settings),
  ];
}

function ofArea({ labels, scores }: BinarySample, { confidence }: Settings) {
  return scores ? areaInterval(labels, scores, confidence) : noInterval('no-scores');
}

function resampledRows<T extends Task>(
  task: T,
  sample: Samples[T],
  members: readonly RowMember<T>[],
  settings: Settings,
): Placed[] {
  const places = members.map(({ place }) => place);
  const many = sample.labels.length > mostRowsForRowBootstrap;
  const cells =
    task === 'binary' && many && members.length > 0 ? scoreCells(sample as BinarySample) : undefined;
  if (!cells) {
    const statisticsOf = ([one]: readonly [Samples[T]]) => rowStatistics(one, members);
    return bootstrapRows(task, { samples: [sample], statisticsOf, places }, settings);
  }
  const statistics = rowStatistics(cells.sample as Samples[T], members);
  return bootstrap(
    {
      draw: drawCounts(cells.counts, settings.seed),
      size: cells.counts.length,
      statistics,
      estimates: rowStatistics(sample, members)(weightsOf(sample)),
      centres: statistics(cells.counts),
      places,
      method: 'bootstrap-score-cells',
      agreement: 'unknown',
    },
    settings,
  );
}
