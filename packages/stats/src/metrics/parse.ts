import { distance } from 'fastest-levenshtein';
import type { Task } from '../sample.ts';
import type { Metric } from './metric.ts';
import { registry } from './registry.ts';

/** A metric id that was found, with what it names (`spam` of `recall:spam`); or what was likely meant. */
export type ParsedMetric<T extends Task> =
  | {
      readonly found: true;
      readonly id: string;
      readonly metric: Metric<T>;
      readonly argument: string | null;
    }
  | { readonly found: false; readonly id: string; readonly didYouMean: readonly string[] };

/** The ids of a task's metrics, in the order of reports. Those of one class read `recall:CLASS`, or name each of `classes`. */
export function metricIds(task: Task, classes: readonly string[] = ['CLASS']): string[] {
  return registry[task].flatMap(({ id, argument }) => {
    if (argument === undefined) return [id];
    return argument === 'class' ? classes.map((name) => `${id}:${name}`) : [`${id}:COLUMN`];
  });
}

/** Looks up a metric id of a task: exact ids only, with up to three suggestions for others. */
export function parseMetric<T extends Task>(task: T, id: string): ParsedMetric<T> {
  const colon = id.indexOf(':');
  const argument = colon === -1 ? null : id.slice(colon + 1);
  const bare = colon === -1 ? id : id.slice(0, colon);
  const metrics: readonly Metric<T>[] = registry[task];
  const metric = metrics.find(
    (candidate) => candidate.id === bare && (candidate.argument !== undefined) === (argument !== null),
  );
  return metric && argument !== ''
    ? { found: true, id, metric, argument }
    : { found: false, id, didYouMean: nearest(id, metricIds(task)) };
}

/** A metric id that its task does not have. */
export class UnknownMetricError extends Error {
  readonly metric: string;
  readonly didYouMean: readonly string[];

  constructor(task: Task, metric: string, didYouMean: readonly string[]) {
    super(`no ${task} metric is called '${metric}'; did you mean ${didYouMean.join(', ')}?`);
    this.name = 'UnknownMetricError';
    this.metric = metric;
    this.didYouMean = didYouMean;
  }
}

/** Ids that contain the word, or are contained in it, before those a few letters away. */
function nearest(id: string, ids: readonly string[]): string[] {
  const word = id.toLowerCase().replaceAll('-', '_');
  const far = (candidate: string) =>
    (candidate.includes(word) || word.includes(candidate) ? 0 : 10) + distance(word, candidate);
  return ids.toSorted((a, b) => far(a) - far(b)).slice(0, 3);
}
