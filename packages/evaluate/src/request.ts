import { type Evaluate, hint, type MetricRequest, type Task, UserError } from '@assay/contract';
import { quoteName } from '@assay/data';
import { type MetricFacts, type MetricSpec, metricIds, parseMetric } from '@assay/stats';
import { usualMetrics } from './usual-metrics.ts';

/** A metric as it is computed, and the key under which records and rules know it. */
export interface RequestedMetric {
  /** The id; with `@threshold`, `@k` and the like where these are not the usual ones. */
  key: string;
  spec: MetricSpec;
  direction: 'higher' | 'lower' | null;
  /** Of one of the user's own: its SQL over all rows. */
  sql?: string;
  /** Whether it is about classes that a threshold makes of scores. */
  needsThreshold?: boolean;
  /** The column whose groups it compares. */
  compares?: string;
}

/**
 * The metrics to compute.
 *
 * @throws UserError `unknown-metric`, `metric-repeated`
 */
export function requestedMetrics(evaluate: Evaluate, task: Task): RequestedMetric[] {
  const wanted = evaluate.metrics.length > 0 ? evaluate.metrics : usualMetrics(task, evaluate);
  const found = wanted.map((request) =>
    typeof request === 'object' && 'name' in request ? own(request, task) : known(request, task),
  );
  const keys = found.map(({ key }) => key);
  const repeated = keys.find((key, i) => keys.indexOf(key) !== i);
  if (repeated === undefined) return found;
  throw new UserError('metric-repeated', `the metric "${repeated}" is asked for twice`, {
    fix: 'ask for it once, and give each metric of your own a name of its own',
  });
}

type OwnRequest = Extract<MetricRequest, { name: string }>;

function own(request: OwnRequest, task: Task): RequestedMetric {
  const { name, direction } = request;
  if (parseMetric(task, name).found) {
    throw new UserError('metric-repeated', `"${name}" is a metric of every ${task} task`, {
      fix: 'give your own metric another name',
    });
  }
  const sql = 'sql' in request ? request.sql : `avg(${quoteName(request.column)})`;
  return { key: name, spec: { metric: name }, direction, sql };
}

function known(request: Exclude<MetricRequest, OwnRequest>, task: Task): RequestedMetric {
  const spec = typeof request === 'string' ? specOf(request, task) : request;
  const parsed = parseMetric(task, spec.metric);
  if (!parsed.found) throw unknownMetric(spec.metric, task);
  const { metric, argument } = parsed;
  return {
    key: keyOf(spec, metric),
    spec,
    direction: metric.direction,
    needsThreshold: metric.needs === 'threshold',
    ...(metric.argument === 'column' && argument !== null && { compares: argument }),
  };
}

/** `ndcg@10`: the number that the metric takes, or else a threshold. Names of classes and columns keep their `@`. */
function specOf(text: string, task: Task): MetricSpec {
  const at = text.includes(':') ? -1 : text.lastIndexOf('@');
  const number = Number(text.slice(at + 1));
  if (at === -1 || !Number.isFinite(number)) return { metric: text };
  const metric = text.slice(0, at);
  const parsed = parseMetric(task, metric);
  if (!parsed.found) return { metric };
  const { takes, needs } = parsed.metric;
  if (takes === undefined && needs !== 'threshold') return { metric: text };
  const name = takes?.name ?? 'threshold';
  requireNumber(metric, name, number);
  return { metric, [name]: number };
}

const ranges: Record<NonNullable<MetricFacts['takes']>['name'], (number: number) => boolean> = {
  threshold: (number) => number >= 0 && number <= 1,
  k: (number) => Number.isInteger(number) && number > 0,
  beta: (number) => number > 0,
  bins: (number) => Number.isInteger(number) && number > 1 && number <= 1000,
  level: (number) => number > 0 && number < 1,
};

function requireNumber(metric: string, name: keyof typeof ranges, number: number): void {
  if (ranges[name](number)) return;
  throw new UserError('metric-invalid', `"${metric}@${number}": ${number} is no ${name}`, {
    fix: 'a threshold is from 0 to 1, a level between 0 and 1, k and bins are whole numbers',
  });
}

function keyOf({ metric, threshold, k, beta, bins, level }: MetricSpec, { takes }: MetricFacts): string {
  const usual = (name: string) => (takes?.name === name ? takes.usual : name === 'threshold' ? 0.5 : null);
  const given = Object.entries({ k, beta, bins, level, threshold }).filter(
    ([name, value]) => value !== undefined && value !== usual(name),
  );
  return [metric, ...given.map(([, value]) => value)].join('@');
}

function unknownMetric(metric: string, task: Task): UserError {
  const ids = metricIds(task);
  // "auc" for "roc_auc": one of the words that a name is made of.
  const meant = ids.filter((id) => id.split(/[_:]/).includes(metric.toLowerCase()));
  return new UserError('unknown-metric', `unknown metric "${metric}"`, {
    fix: meant.length === 1 ? hint(String(meant[0]), ids) : hint(metric, ids),
  });
}
