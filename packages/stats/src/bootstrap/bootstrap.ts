import { type Interval, noInterval } from '../intervals/interval.ts';
import type { IntervalMethod, Placed } from '../method.ts';
import type { Settings } from '../options.ts';
import type { Value } from '../reason.ts';
import type { Draw } from './draws.ts';
import { percentileInterval } from './percentile.ts';

/** What is resampled: how `size` weights are drawn, and the estimates that follow from them, all from the same draw. */
export interface Resampling {
  readonly draw: Draw;
  readonly size: number;
  readonly statistics: (weights: Float64Array) => readonly Value[];
  /** The estimate of each statistic, from the sample itself. */
  readonly estimates: readonly Value[];
  /** The place of each statistic's metric. */
  readonly places: readonly number[];
  /** What replicates deviate from, where what is resampled only stands for the sample: default, the estimates. */
  readonly centres?: readonly Value[];
  /** What deviations are multiplied by: the root of the share of the sample that is resampled. Default 1. */
  readonly scale?: number;
  readonly method: IntervalMethod;
  /** What replicates that all agree on no change mean: `certain` for two models that never differ, else `unknown`. */
  readonly agreement: 'certain' | 'unknown';
}

/** The percentile intervals of all estimates from one series of replicates, whose draws they share. */
export function bootstrap(resampling: Resampling, settings: Settings): Placed[] {
  const { estimates, places, centres, scale = 1, method } = resampling;
  if (estimates.length === 0) return [];
  const replicates = replicatesOf(resampling, settings.replicates);
  return estimates.map((estimate, index) => {
    const place = places[index] ?? -1;
    if (estimate.value === null) return { place, interval: noInterval(estimate.reason), method };
    const centre = centres?.[index]?.value ?? estimate.value;
    const deviations = Float64Array.from(replicates[index] ?? [], (value) => scale * (value - centre)).sort();
    return { place, interval: intervalOf(estimate.value, deviations, resampling, settings), method };
  });
}

function replicatesOf({ draw, size, statistics, estimates }: Resampling, replicates: number): number[][] {
  const weights = new Float64Array(size);
  const kept: number[][] = estimates.map(() => []);
  for (let i = 0; i < replicates; i++) {
    draw(weights);
    const values = statistics(weights);
    kept.forEach((ofStatistic, index) => {
      const value = values[index]?.value ?? null;
      if (value !== null) ofStatistic.push(value);
    });
  }
  return kept;
}

function intervalOf(
  value: number,
  deviations: Float64Array,
  { agreement }: Resampling,
  { replicates, confidence }: Settings,
): Interval {
  const agree = deviations.length > 1 && deviations[0] === deviations[deviations.length - 1];
  // Two models that differ by the same amount in every replicate (a single row, say) are not known to do so elsewhere.
  if (agree && (agreement === 'unknown' || value !== 0)) return noInterval('no-variation', value);
  return percentileInterval(value, deviations, replicates, confidence);
}
