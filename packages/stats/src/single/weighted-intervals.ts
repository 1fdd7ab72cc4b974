import { bootstrap } from '../bootstrap/bootstrap.ts';
import type { Placed } from '../method.ts';
import { type Asked, placesOf, statisticsOf } from '../metrics/asked.ts';
import { drawOf, type Settings } from '../options.ts';
import { type Samples, type Task, weightsOf } from '../sample.ts';

/** Intervals where rows are weighted or come in clusters: every metric from one bootstrap of rows or of clusters. */
export function weightedIntervals<T extends Task>(
  task: T,
  sample: Samples[T],
  asked: Asked<T>,
  settings: Settings,
): Placed[] {
  const statistics = statisticsOf(task, sample, asked);
  return bootstrap(
    {
      draw: drawOf(settings, sample.labels.length, sample.weights),
      size: sample.labels.length,
      statistics,
      estimates: statistics(weightsOf(sample)),
      places: placesOf(asked),
      method: settings.group ? 'bootstrap-clusters' : 'bootstrap',
      agreement: 'unknown',
    },
    settings,
  );
}
