import { asked, placesOf, statisticsOf, unusable } from './metrics/asked.ts';
import type { MetricSpec } from './metrics/metric.ts';
import { undefinedFor, type Value } from './reason.ts';
import { checkLengths, type Samples, type Task, weightsOf } from './sample.ts';

/**
 * Point estimates alone, weighted where the sample is, in the order of `specs`: for slices and training curves, where no
 * interval is asked for.
 *
 * @throws UnknownMetricError for an id that the task does not have
 * @throws RangeError for arrays of different lengths
 */
export function pointEstimates<T extends Task>(
  task: T,
  sample: Samples[T],
  specs: readonly MetricSpec[],
): Value[] {
  checkLengths(sample);
  const wanted = asked(task, sample, specs);
  const reason = unusable(sample);
  if (reason) return specs.map(() => undefinedFor(reason));
  const values = statisticsOf(task, sample, wanted)(weightsOf(sample));
  const places = placesOf(wanted);
  return specs.map((_, place) => values[places.indexOf(place)] ?? undefinedFor('no-rows'));
}
