import { bootstrap } from '../bootstrap/bootstrap.ts';
import { drawCells, drawRows } from '../bootstrap/draws.ts';
import { mostRowsForRowBootstrap, scoreCells } from '../bootstrap/score-cells.ts';
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
  const values = rowStatistics(sample, members);
  const estimates = values(weightsOf(sample));
  const places = members.map(({ place }) => place);
  const cells =
    task === 'binary' && sample.labels.length > mostRowsForRowBootstrap
      ? scoreCells(sample as BinarySample)
      : undefined;
  if (cells) {
    const statistics = rowStatistics(cells.sample as Samples[T], members);
    return bootstrap(
      {
        draw: drawCells(cells.counts, sample.labels.length, settings.seed),
        size: cells.counts.length,
        statistics,
        estimates,
        places,
        centres: statistics(cells.counts),
        method: 'bootstrap-score-cells',
        agreement: 'unknown',
      },
      settings,
    );
  }
  const rows = sample.labels.length;
  const draw = drawRows(rows, settings.seed);
  return bootstrap(
    { draw, size: rows, statistics: values, estimates, places, method: 'bootstrap', agreement: 'unknown' },
    settings,
  );
}
