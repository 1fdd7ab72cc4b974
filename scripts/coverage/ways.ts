import type { Task } from '../../packages/stats/src/index.ts';
import type { MetricFacts } from '../../packages/stats/src/metrics/metric.ts';
import { registry } from '../../packages/stats/src/metrics/registry.ts';

type Ends = Pick<MetricFacts, 'interval' | 'scale'>;

/** Ways to find the ends of an interval from replicates; of BCa, which a user may ask for, a metric says nothing. */
const ways = {
  percentiles: { interval: 'bootstrap' },
  reflected: { interval: 'reflected' },
  'reflected, by ratios': { interval: 'reflected', scale: 'log' },
  symmetric: { interval: 'symmetric' },
  'symmetric logits': { interval: 'symmetric', scale: 'logit' },
  BCa: null,
} as const satisfies Readonly<Record<string, Ends | null>>;

export type Way = keyof typeof ways;

/** The ways that suit the range of a metric, and whether `evaluate` goes each. */
export function waysOf(task: Task, id: string): { way: Way; inUse: boolean }[] {
  const { interval, scale, range } = metricOf(task, id);
  return (Object.keys(ways) as Way[])
    .filter((way) => way !== 'symmetric logits' || (range[0] === 0 && range[1] === 1))
    .filter((way) => way !== 'reflected, by ratios' || (range[0] === 0 && range[1] > 1))
    .map((way) => {
      const ends: Ends | null = ways[way];
      return { way, inUse: ends?.interval === interval && ends.scale === scale };
    });
}

/** What is measured while the metric says that its interval is had in this way. */
export function goingThe<R>(way: Way, task: Task, id: string, measure: () => R): R {
  const metric = metricOf(task, id);
  const { interval, scale } = metric;
  Object.assign(metric, { scale: undefined, ...ways[way] });
  try {
    return measure();
  } finally {
    Object.assign(metric, { interval, scale });
  }
}

function metricOf(task: Task, id: string): MetricFacts {
  const found = registry[task].find((metric) => metric.id === id);
  if (!found) throw new Error(`${task} has no metric ${id}`);
  return found;
}
