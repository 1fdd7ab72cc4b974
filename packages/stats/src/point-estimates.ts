import { asked, estimatesOf, membersOf, unusable } from './metrics/asked.ts';
import type { MetricSpec } from './metrics/metric.ts';
import { undefinedFor, type Value } from './reason.ts';
import { checkLengths, type Samples, type Task } from './sample.ts';

/** What was computed of a sample, by metric: it is asked for again for its intervals, and for each model that it is compared with. */
const known = new WeakMap<Samples[Task], Estimates>();

/** Estimates by metric. */
export type Estimates = Map<string, Value>;

/** Gives a sample what was computed of the same rows before, and what is computed of it to who has that. */
export function knowEstimates(sample: Samples[Task], estimates: Estimates): void {
  known.set(sample, estimates);
}

/**
 * Point estimates alone, weighted where the sample is, in the order of `specs`: for slices and training curves, where no
 * interval is asked for. Computed once for each sample.
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
  const values = knownOf(sample);
  const missing = specs.filter((spec) => spec.formula !== undefined || !values.has(keyOf(spec)));
  const computed = missing.length === 0 ? [] : compute(task, sample, missing);
  const fresh = new Map(missing.map((spec, i) => [spec, computed[i] ?? undefinedFor('no-rows')]));
  for (const [spec, value] of fresh) if (spec.formula === undefined) values.set(keyOf(spec), value);
  return specs.map((spec) => fresh.get(spec) ?? values.get(keyOf(spec)) ?? undefinedFor('no-rows'));
}

/** One point estimate, computed where it is not known yet. */
export function estimatedOnce(sample: Samples[Task], spec: MetricSpec, compute: () => Value): Value {
  if (spec.formula !== undefined) return compute();
  const values = knownOf(sample);
  const value = values.get(keyOf(spec)) ?? compute();
  values.set(keyOf(spec), value);
  return value;
}

function knownOf(sample: Samples[Task]): Estimates {
  const values: Estimates = known.get(sample) ?? new Map();
  known.set(sample, values);
  return values;
}

function keyOf(spec: MetricSpec): string {
  return JSON.stringify(spec);
}

function compute<T extends Task>(task: T, sample: Samples[T], specs: readonly MetricSpec[]): Value[] {
  const wanted = asked(task, sample, specs);
  const reason = unusable(sample);
  if (reason) return specs.map(() => undefinedFor(reason));
  const values = estimatesOf(task, sample, wanted);
  const places = membersOf(wanted).map(({ place }) => place);
  return specs.map((_, place) => values[places.indexOf(place)] ?? undefinedFor('no-rows'));
}
