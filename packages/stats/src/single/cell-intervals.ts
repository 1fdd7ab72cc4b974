import { jackknifeCells } from '../bootstrap/acceleration.ts';
import { bootstrap } from '../bootstrap/bootstrap.ts';
import { drawCells } from '../bootstrap/draw-cells.ts';
import { allOnDiagonal, smoothed } from '../bootstrap/smoothed-cells.ts';
import { type Interval, noInterval } from '../intervals/interval.ts';
import { wilson } from '../intervals/wilson.ts';
import type { Placed } from '../method.ts';
import { type CellGroup, type CellMember, memberValue } from '../metrics/asked.ts';
import { type Cells, confusion, decisions, total } from '../metrics/cells.ts';
import type { Settings } from '../options.ts';
import type { Samples, Task } from '../sample.ts';

/**
 * Intervals of metrics of one confusion matrix, rows being independent: Wilson where the metric is a proportion, else a
 * bootstrap of the cells' counts, which is exactly a bootstrap of the rows.
 */
export function cellIntervals<T extends Task>(
  task: T,
  sample: Samples[T],
  group: CellGroup,
  settings: Settings,
): Placed[] {
  const decided = decisions(task, sample, group.threshold);
  if ('reason' in decided) {
    return group.members.map(({ place }) => ({
      place,
      interval: noInterval(decided.reason),
      method: 'bootstrap',
    }));
  }
  const cells = confusion(decided, sample.weights);
  const direct = group.members.filter(({ metric }) => metric.proportion);
  const others = group.members.filter(({ metric }) => !metric.proportion);
  return [
    ...direct.map((member): Placed => {
      const interval = proportionInterval(member, cells, settings.confidence);
      return { place: member.place, interval, method: 'wilson' };
    }),
    ...resampledCells(others, cells, settings),
  ];
}

function proportionInterval(member: CellMember, cells: Cells, confidence: number): Interval {
  const { metric, of } = member;
  const { value, reason } = memberValue(member, cells);
  if (value === null) return noInterval(reason);
  const share = metric.proportion?.(cells, of);
  const bounds = share ? wilson(share.successes, share.n, confidence) : noInterval('no-interval');
  if (bounds.low === null) return noInterval(bounds.reason, value);
  const map = metric.fromProportion ?? ((x: number) => x);
  return { value, low: Math.min(value, map(bounds.low)), high: Math.max(value, map(bounds.high)) };
}

function resampledCells(members: readonly CellMember[], cells: Cells, settings: Settings): Placed[] {
  const perfect = allOnDiagonal(cells);
  const proportions = perfect ? smoothed(cells, settings.confidence) : cells.counts;
  return bootstrap(
    {
      draw: drawCells(proportions, total(cells), settings.seed),
      size: proportions.length,
      units: total(cells),
      jackknife: () => jackknifeCells(proportions),
      statistics: (counts) =>
        members.map((member) => memberValue(member, { counts, classes: cells.classes })),
      estimates: members.map((member) => memberValue(member, cells)),
      members,
      method: perfect ? 'bootstrap-smoothed' : 'bootstrap',
      models: 1,
    },
    settings,
  );
}
