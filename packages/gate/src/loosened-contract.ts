import {
  type AssayYml,
  digestValue,
  type Evaluate,
  type Loosening,
  type MetricRequest,
  type Rule,
  type SliceRequest,
} from '@assay/contract';
import { slicesOf } from './words.ts';

/**
 * What a contract takes, outside its policy, from what the policy rests on: slices and metrics that a rule of the base names,
 * certainty of the intervals, the rows and columns that are judged, checks of the data. Where it cannot be known which
 * way a change works, as of another label, it is told as a change.
 *
 * @param rules of the policy before
 */
export function loosenedContract(before: AssayYml, now: AssayYml, rules: readonly Rule[]): Loosening[] {
  return [
    ...(rules.length === 0 ? [] : loosenedEvaluation(before.evaluate, now.evaluate, rules)),
    ...(rules.some((rule) => rule.evidence === 'interval') ? loosenedSeeds(before, now) : []),
    ...loosenedData(before.data, now.data),
  ];
}

function loosenedEvaluation(
  before: Evaluate | undefined,
  now: Evaluate | undefined,
  rules: readonly Rule[],
): Loosening[] {
  if (before === undefined) return [];
  if (now === undefined) return [{ kind: 'evaluation-changed', what: 'evaluate: removed' }];
  return [
    ...judged.flatMap((key) => changed(key, before[key], now[key])),
    ...loosenedIntervals(before, now),
    ...droppedSlices(before, now, rules),
    ...changedMetrics(before, now, rules),
  ];
}

/** What decides which rows are judged, and by which numbers. */
const judged = [
  'predictions',
  'metrics-file',
  'format',
  'task',
  'id',
  'label',
  'score',
  'prediction',
  'query',
  'scale',
  'weight',
  'group',
  'threshold',
  'training',
  'behaviour',
  'interval',
  'seed',
] as const satisfies (keyof Evaluate)[];

function changed(key: (typeof judged)[number], before: unknown, now: unknown): Loosening[] {
  if (same(before, now)) return [];
  return [{ kind: 'evaluation-changed', what: `evaluate.${key}: ${written(before)} became ${written(now)}` }];
}

function loosenedIntervals(before: Evaluate, now: Evaluate): Loosening[] {
  return (['confidence', 'replicates'] as const)
    .filter((key) => now[key] < before[key])
    .map((key) => ({
      kind: `${key}-lowered`,
      what: `evaluate.${key}: ${before[key]} became ${now[key]}`,
    }));
}

/** Slices that a rule was held on. One that a rule names and that is gone fails it; of all slices, it is missed by none. */
function droppedSlices(before: Evaluate, now: Evaluate, rules: readonly Rule[]): Loosening[] {
  const isHeld = (request: SliceRequest) =>
    rules.some((rule) => rule.slices === 'all' || slicesOf(rule).some((slice) => isOf(slice, request)));
  return before.slices
    .filter((request) => isHeld(request) && !now.slices.some((other) => same(request, other)))
    .map((request) => ({
      kind: 'slice-dropped',
      what: `evaluate.slices: ${written(request)} removed or changed`,
    }));
}

function isOf(slice: string | null, request: SliceRequest): boolean {
  if (slice === null) return false;
  if (typeof request === 'string') return slice === request || slice.startsWith(`${request}=`);
  if (!Array.isArray(request)) return slice === request.name;
  const [one, other] = request;
  return slice === `${one}, ${other}` || (slice.startsWith(`${one}=`) && slice.includes(` and ${other}=`));
}

function changedMetrics(before: Evaluate, now: Evaluate, rules: readonly Rule[]): Loosening[] {
  const isHeld = (request: MetricRequest) => rules.some(({ metric }) => bare(metric) === nameOf(request));
  return before.metrics
    .filter((request) => isHeld(request) && !now.metrics.some((other) => same(request, other)))
    .map((request) => ({
      kind: 'metric-changed',
      what: `evaluate.metrics: ${written(request)} removed or changed`,
    }));
}

function nameOf(request: MetricRequest): string {
  if (typeof request === 'string') return bare(request);
  return 'name' in request ? request.name : request.metric;
}

/** Without the numbers that a metric takes: `ndcg` of `ndcg@10`. Names of classes and columns keep their `@`. */
function bare(metric: string): string {
  return metric.includes(':') ? metric : metric.replace(/@.*/, '');
}

/** Fewer trainings know less of how far two differ by chance. */
function loosenedSeeds({ train: before }: AssayYml, { train: now }: AssayYml): Loosening[] {
  const [was, is] = [before?.seeds?.length ?? 1, now?.seeds?.length ?? 1];
  return is < was ? [{ kind: 'seeds-fewer', what: `train.seeds: ${was} became ${is}` }] : [];
}

/** Data without a contract say nothing, and without a reference nothing of drift. */
function loosenedData(before: AssayYml['data'], now: AssayYml['data']): Loosening[] {
  return Object.entries(before).flatMap(([name, data]) =>
    (['contract', 'reference'] as const)
      .filter((key) => data[key] !== undefined && !same(data[key], now[name]?.[key]))
      .map((key) => ({
        kind: 'data-check-changed' as const,
        what: `data.${name}.${key}: ${written(data[key])} became ${written(now[name]?.[key])}`,
      })),
  );
}

function same(one: unknown, other: unknown): boolean {
  return digestValue(one ?? null) === digestValue(other ?? null);
}

/** A value of the contract on one line, as JSON has it. */
function written(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}
