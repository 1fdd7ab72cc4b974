import { bootstrapRows } from '../bootstrap/row-bootstrap.ts';
import type { Placed } from '../method.ts';
import { type Asked, placesOf, statisticsOf } from '../metrics/asked.ts';
import type { Settings } from '../options.ts';
import type { Samples, Task } from '../sample.ts';

/** Intervals where rows are weighted or come in clusters: every metric from one bootstrap of rows or of clusters. */
export function weightedIntervals<T extends Task>(
  task: T,
  sample: Samples[T],
  asked: Asked<T>,
  settings: Settings,
): Placed[] {
  return bootstrapRows(
    task,
    {
      samples: [sample] as const,
      statisticsOf: ([one]: readonly [Samples[T]]) => statisticsOf(task, one, asked),
      places: placesOf(asked),
    },
    settings,
  );
}
