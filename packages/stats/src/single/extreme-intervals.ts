import { bootstrapRows } from '../bootstrap/row-bootstrap.ts';
import { type Interval, noInterval } from '../intervals/interval.ts';
import type { Placed } from '../method.ts';
import { type RowMember, rowStatistics } from '../metrics/asked.ts';
import type { Extreme } from '../metrics/metric.ts';
import type { Settings } from '../options.ts';
import { undefinedFor, type Value } from '../reason.ts';
import { type Samples, type Task, weightsOf } from '../sample.ts';

/** A member whose metric is the largest or the least of several numbers. */
type ExtremeMember<T extends Task> = RowMember<T> & { readonly metric: { readonly extreme: Extreme<T> } };

export function isExtreme<T extends Task>(member: RowMember<T>): member is ExtremeMember<T> {
  return member.metric.extreme !== undefined;
}

/**
 * The intervals of metrics that are the largest (or least) of several numbers, from the interval of each: where two numbers are
 * about as large, replicates of the larger lie above it, and percentiles of these would miss the truth.
 *
 * The largest is at most c if all are, so its upper end is the largest of their upper ends. It is at least c if any is, and the
 * more there are, the likelier one seems so by chance: its lower end is the largest of their lower ends by Bonferroni.
 */
export function extremeIntervals<T extends Task>(
  task: T,
  sample: Samples[T],
  members: readonly ExtremeMember<T>[],
  settings: Settings,
): Placed[] {
  if (members.length === 0) return [];
  const values = rowStatistics(sample, members)(weightsOf(sample));
  const parts = partsOf(sample, members)(weightsOf(sample));
  const counts = parts.map((ofMember) => ofMember.length);
  const at = new Map<number, Placed[][]>();
  const intervalsAt = (confidence: number) => {
    const known =
      at.get(confidence) ?? intervalsOfParts(task, sample, members, counts, { ...settings, confidence });
    at.set(confidence, known);
    return known;
  };
  return members.map((member, i): Placed => {
    const value = values[i] ?? undefinedFor('no-rows');
    // Each number stands in both directions, of which only one can seem large by chance.
    const tests = Math.max(1, (counts[i] ?? 0) / 2);
    const wide = intervalsAt(settings.confidence)[i] ?? [];
    const wider = intervalsAt(1 - (1 - settings.confidence) / tests)[i] ?? [];
    return {
      place: member.place,
      interval: extremeInterval(member, value, wide, wider),
      method: wide[0]?.method ?? 'bootstrap',
    };
  });
}

function extremeInterval<T extends Task>(
  { metric }: ExtremeMember<T>,
  { value, reason }: Value,
  wide: readonly Placed[],
  wider: readonly Placed[],
): Interval {
  if (value === null) return noInterval(reason);
  const missing = wide.find(({ interval }) => interval.low === null)?.interval;
  if (wide.length === 0 || missing) return noInterval(missing?.reason ?? 'no-interval', value);
  const { is, fromPart = (part: number) => part } = metric.extreme;
  const [lows, highs] = is === 'largest' ? [wider, wide] : [wide, wider];
  const most = is === 'largest' ? Math.max : Math.min;
  const low = fromPart(most(...lows.map(({ interval }) => interval.low ?? Number.NaN)));
  const high = fromPart(most(...highs.map(({ interval }) => interval.high ?? Number.NaN)));
  const [least, greatest] = metric.range;
  // The estimate and its parts are sums in another order, and may differ in the last digit.
  return {
    value,
    low: Math.min(value, Math.max(least, low)),
    high: Math.max(value, Math.min(greatest, high)),
  };
}

/** The intervals of the parts of each member, from one bootstrap. */
function intervalsOfParts<T extends Task>(
  task: T,
  sample: Samples[T],
  members: readonly ExtremeMember<T>[],
  counts: readonly number[],
  settings: Settings,
): Placed[][] {
  const metric = {
    interval: 'bootstrap',
    range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  } as const;
  const owners = counts.flatMap((count, owner) => Array.from({ length: count }, () => owner));
  const statisticsOf = ([one]: readonly [Samples[T]]) => {
    const parts = partsOf(one, members);
    return (weights: Float64Array) => parts(weights).flat();
  };
  const found = bootstrapRows(
    task,
    { samples: [sample] as const, statisticsOf, members: owners.map((_, place) => ({ place, metric })) },
    settings,
  );
  return counts.map((_, owner) => found.filter(({ place }) => owners[place] === owner));
}

/** The parts of each member, as a function of row weights: none of those that are undefined in this sample. */
function partsOf<T extends Task>(
  sample: Samples[T],
  members: readonly ExtremeMember<T>[],
): (weights: Float64Array) => (readonly Value[])[] {
  const all = members.map(({ metric, spec, argument }) => metric.extreme.parts(sample, spec, argument));
  return (weights) => all.map((parts) => (typeof parts === 'function' ? parts(weights) : []));
}
