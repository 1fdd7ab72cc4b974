import { noInterval } from '../intervals/interval.ts';
import type { BootstrapMethod, Placed } from '../method.ts';
import type { MetricFacts } from '../metrics/metric.ts';
import type { Settings } from '../options.ts';
import { undefinedFor, type Value } from '../reason.ts';
import { accelerations, type Jackknife } from './acceleration.ts';
import { sortAscending } from './ascending.ts';
import type { Draw } from './draws.ts';
import { intervalOfEnds, percentilesOf } from './ends.ts';
import { bcaLevels } from './levels.ts';
import { percentileInterval } from './percentile.ts';

/** A metric, and the place of its spec. */
export interface Member {
  readonly place: number;
  readonly metric: Pick<MetricFacts, 'interval' | 'scale' | 'range'>;
}

/** What is resampled: how `size` weights are drawn, and the estimates that follow from them, all from the same draw. */
export interface Resampling {
  readonly draw: Draw;
  readonly size: number;
  /** How many rows or clusters a replicate draws: those that are independent of each other. */
  readonly units: number;
  readonly statistics: (weights: Float64Array) => readonly Value[];
  /** The estimate of each statistic, from the sample itself. */
  readonly estimates: readonly Value[];
  /** The metric of each statistic. */
  readonly members: readonly Member[];
  /** What replicates deviate from, where what is resampled only stands for the sample: default, the estimates. */
  readonly centres?: readonly Value[];
  /** What deviations are multiplied by: the root of the share of the sample that is resampled. Default 1. */
  readonly scale?: number;
  /** For the acceleration of a BCa interval. */
  readonly jackknife: () => Jackknife;
  readonly method: BootstrapMethod;
  /** One model, or the change between two. */
  readonly models: 1 | 2;
}

/** The intervals of all estimates from one series of replicates, whose draws they share. */
export function bootstrap(resampling: Resampling, settings: Settings): Placed[] {
  const { estimates, members, centres, scale = 1, statistics, units, method } = resampling;
  const { confidence } = settings;
  if (estimates.length === 0) return [];
  const isBca = settings.interval === 'bca';
  const replicates = replicatesOf(resampling, settings.replicates);
  const bends = isBca ? accelerations(statistics, resampling.jackknife()) : [];
  return members.map((member, index): Placed => {
    const estimate = estimates[index] ?? undefinedFor('no-rows');
    const { place } = member;
    if (estimate.value === null) return { place, interval: noInterval(estimate.reason), method };
    const centre = centres?.[index]?.value ?? estimate.value;
    const deviations = deviationsOf(replicates[index] ?? new Float64Array(0), centre, scale);
    if (agreeOnNothing(estimate.value, deviations, resampling))
      return { place, interval: noInterval('no-variation', estimate.value), method };
    if (isBca) {
      const levels = bcaLevels(deviations, bends[index] ?? 0, confidence, scale);
      const interval = percentileInterval(estimate.value, deviations, settings.replicates, levels);
      return { place, interval, method: `${method}-bca` };
    }
    const found = { value: estimate.value, deviations, of: settings.replicates, units, confidence };
    if (resampling.models === 2) return { place, interval: percentilesOf(found), method };
    const { interval, ends } = intervalOfEnds(member.metric, found);
    return { place, interval, method: ends ? `${method}-${ends}` : method };
  });
}

/** Of each statistic, those that are defined. */
function replicatesOf({ draw, size, statistics, estimates }: Resampling, replicates: number): Float64Array[] {
  const weights = new Float64Array(size);
  const kept = estimates.map(() => new Float64Array(replicates));
  const counts = new Int32Array(kept.length);
  for (let i = 0; i < replicates; i++) {
    draw(weights);
    const values = statistics(weights);
    for (let index = 0; index < kept.length; index++) {
      const value = values[index]?.value ?? null;
      if (value === null) continue;
      const count = counts[index] as number;
      (kept[index] as Float64Array)[count] = value;
      counts[index] = count + 1;
    }
  }
  return kept.map((values, index) => values.subarray(0, counts[index]));
}

/** Ascending, in place of the values. */
function deviationsOf(values: Float64Array, centre: number, scale: number): Float64Array {
  for (let i = 0; i < values.length; i++) values[i] = scale * ((values[i] as number) - centre);
  return sortAscending(values);
}

/** Two models that differ by the same amount in every replicate (a single row, say) are not known to do so elsewhere. */
function agreeOnNothing(value: number, deviations: Float64Array, { models }: Resampling): boolean {
  const agree = deviations.length > 1 && deviations[0] === deviations[deviations.length - 1];
  return agree && (models === 1 || value !== 0);
}
