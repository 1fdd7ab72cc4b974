import { type Reason, type Undefined, undefinedFor, type Value } from '../reason.ts';
import { allFinite, type MulticlassSample, rowsOf, type Samples, type Task, weightsOf } from '../sample.ts';
import { type Cells, confusion, decisions } from './cells.ts';
import { formulaMetric } from './formula.ts';
import type { CellMetric, MetricSpec, RowMetric } from './metric.ts';
import { parseMetric, UnknownMetricError } from './parse.ts';

/** A metric of confusion cells, the place of its spec, and the class that it is about (-1 for one that does not exist). */
export interface CellMember {
  readonly place: number;
  readonly spec: MetricSpec;
  readonly metric: CellMetric;
  readonly of: number;
}

/** Metrics that share one confusion matrix: those of a task at one threshold. */
export interface CellGroup {
  readonly threshold: number | undefined;
  readonly members: readonly CellMember[];
}

/** A metric of rows, and the place of its spec. */
export interface RowMember<T extends Task> {
  readonly place: number;
  readonly spec: MetricSpec;
  readonly metric: RowMetric<T>;
  /** What the id names after a colon. */
  readonly argument: string;
}

/** The metrics asked for, sorted by what they are computed from. */
export interface Asked<T extends Task> {
  readonly cells: readonly CellGroup[];
  readonly rows: readonly RowMember<T>[];
}

/** Looks the specs up and groups them. @throws UnknownMetricError */
export function asked<T extends Task>(task: T, sample: Samples[T], specs: readonly MetricSpec[]): Asked<T> {
  const groups = new Map<number | undefined, CellMember[]>();
  const rows: RowMember<T>[] = [];
  specs.forEach((spec, place) => {
    if (spec.formula) {
      rows.push({ place, spec, metric: formulaMetric(spec.metric, spec.formula), argument: '' });
      return;
    }
    const parsed = parseMetric(task, spec.metric);
    if (!parsed.found) throw new UnknownMetricError(task, spec.metric, parsed.didYouMean);
    const { metric, argument } = parsed;
    if (metric.from === 'rows') {
      rows.push({ place, spec, metric, argument: argument ?? '' });
      return;
    }
    const of = argument === null ? 1 : (sample as MulticlassSample).classes.indexOf(argument);
    const members = groups.get(spec.threshold) ?? [];
    groups.set(spec.threshold, [...members, { place, spec, metric, of }]);
  });
  return { cells: [...groups].map(([threshold, members]) => ({ threshold, members })), rows };
}

/** Why no metric of this sample can be computed, if so. */
export function unusable(sample: Samples[Task]): Reason | undefined {
  if (rowsOf(sample) === 0) return 'no-rows';
  const { weights } = sample;
  if (!weights) return undefined;
  if (!allFinite(weights)) return 'not-finite';
  return weights.some((weight) => weight > 0) ? undefined : 'no-weight';
}

/** The values of a group's metrics, as a function of row weights; all undefined where there are no predictions. */
function cellStatistics<T extends Task>(
  task: T,
  sample: Samples[T],
  group: CellGroup,
): (weights: Float64Array) => Value[] {
  const decided = decisions(task, sample, group.threshold);
  if ('reason' in decided) return () => group.members.map(() => decided);
  return (weights) => valuesOf(group, confusion(decided, weights));
}

function valuesOf({ members }: CellGroup, cells: Cells): Value[] {
  return members.map((member) => memberValue(member, cells));
}

/** A member's metric of these cells. */
export function memberValue({ spec, metric, of }: CellMember, cells: Cells): Value {
  return of < 0 ? undefinedFor('unknown-class') : metric.value(cells, of, spec);
}

/** The values of metrics of rows, as a function of row weights. */
export function rowStatistics<T extends Task>(
  sample: Samples[T],
  members: readonly RowMember<T>[],
): (weights: Float64Array) => Value[] {
  const metrics = members.map(({ metric, spec, argument }) => metric.over(sample, spec, argument));
  return (weights) =>
    metrics.map((metric): Value | Undefined => (typeof metric === 'function' ? metric(weights) : metric));
}

/** All metrics asked for, in the order in which {@link statisticsOf} computes them. */
export function membersOf<T extends Task>(asked: Asked<T>): (CellMember | RowMember<T>)[] {
  return [...asked.cells.flatMap((group) => group.members), ...asked.rows];
}

/** The places of metrics whose intervals are approximate: of one model, or of the change between two. */
export function approximateOf<T extends Task>(asked: Asked<T>, models: 1 | 2 = 1): Set<number> {
  const found = membersOf(asked).filter(
    // A change between two extremes is wider than it need be, where numbers are about as large as each other.
    ({ metric }) =>
      metric.approximate === true || (models === 2 && (metric.approximate || 'extreme' in metric)),
  );
  return new Set(found.map(({ place }) => place));
}

/** The values of all metrics asked for of the sample as it is, in the order of {@link membersOf}. */
export function estimatesOf<T extends Task>(task: T, sample: Samples[T], asked: Asked<T>): Value[] {
  if (sample.weights) return statisticsOf(task, sample, asked)(sample.weights);
  const ofCells = asked.cells.flatMap((group) => {
    const decided = decisions(task, sample, group.threshold);
    return 'reason' in decided ? group.members.map(() => decided) : valuesOf(group, confusion(decided));
  });
  const ofRows = asked.rows.map(({ metric, spec, argument }): Value => {
    const weighted = metric.over(sample, spec, argument);
    if (typeof weighted !== 'function') return weighted;
    return weighted.unweighted?.().value ?? weighted(weightsOf(sample));
  });
  return [...ofCells, ...ofRows];
}

/** The values of all metrics asked for, as a function of row weights. */
export function statisticsOf<T extends Task>(
  task: T,
  sample: Samples[T],
  asked: Asked<T>,
): (weights: Float64Array) => Value[] {
  const parts = [
    ...asked.cells.map((group) => cellStatistics(task, sample, group)),
    rowStatistics(sample, asked.rows),
  ];
  return (weights) => parts.flatMap((part) => part(weights));
}
