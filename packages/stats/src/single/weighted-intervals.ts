import { bootstrapRows } from '../bootstrap/row-bootstrap.ts';
import type { Placed } from '../method.ts';
import { type Asked, membersOf, statisticsOf } from '../metrics/asked.ts';
import type { Settings } from '../options.ts';
import type { Samples, Task } from '../sample.ts';
import { extremeIntervals, isExtreme } from './extreme-intervals.ts';
import { queryShareInterval } from './share-interval.ts';

/**
 * Intervals where rows are weighted or come in clusters: metrics from one bootstrap of rows or of clusters; Wilson's for a share
 * of queries that are the clusters.
 */
export function weightedIntervals<T extends Task>(
  task: T,
  sample: Samples[T],
  asked: Asked<T>,
  settings: Settings,
): Placed[] {
  const shares = new Map(
    asked.rows.map((member) => [member, queryShareInterval(sample, member, settings)] as const),
  );
  const others = {
    ...asked,
    rows: asked.rows.filter((member) => !isExtreme(member) && shares.get(member) === undefined),
  };
  return [
    ...[...shares.values()].filter((placed) => placed !== undefined),
    ...bootstrapRows(
      task,
      {
        samples: [sample] as const,
        statisticsOf: ([one]: readonly [Samples[T]]) => statisticsOf(task, one, others),
        members: membersOf(others),
      },
      settings,
    ),
    ...extremeIntervals(task, sample, asked.rows.filter(isExtreme), settings),
  ];
}
