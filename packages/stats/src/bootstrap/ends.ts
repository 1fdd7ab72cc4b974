import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import { type Interval, noInterval } from '../intervals/interval.ts';
import type { MetricFacts } from '../metrics/metric.ts';
import { percentileLevels } from './levels.ts';
import { percentileInterval, reflectedInterval, smallestDefinedShare } from './percentile.ts';
import { type Scale, scales } from './scale.ts';

/** An estimate, and what its replicates say of it. */
interface Replicated {
  readonly value: number;
  /** Of the replicates from the estimate, ascending. */
  readonly deviations: Float64Array;
  /** How many replicates were asked for. */
  readonly of: number;
  /** How many independent rows or clusters there are. */
  readonly units: number;
  readonly confidence: number;
}

/** The interval of one model's metric, and how its ends were found where percentiles are not what covers best. */
export function intervalOfEnds(
  { interval, scale, range: [least, most] }: Pick<MetricFacts, 'interval' | 'scale' | 'range'>,
  found: Replicated,
): { readonly interval: Interval; readonly ends: 'reflected' | 'symmetric' | null } {
  // DeLong's interval is of independent rows; of others the area is resampled, and as symmetric on its scale.
  const ends = interval === 'delong' ? 'symmetric' : interval;
  if (ends === 'reflected' || ends === 'symmetric') {
    const made = onScale(scales[scale ?? 'own'], found, ends === 'reflected' ? reflected : symmetric);
    if (made.low !== null) {
      const inside = { value: made.value, low: Math.max(least, made.low), high: Math.min(most, made.high) };
      return { interval: inside, ends };
    }
  }
  return { interval: percentilesOf(found), ends: null };
}

/** The interval between percentiles. */
export function percentilesOf({ value, deviations, of, units, confidence }: Replicated): Interval {
  return percentileInterval(value, deviations, of, percentileLevels(confidence, units));
}

function reflected({ value, deviations, of, units, confidence }: Replicated): Interval {
  return reflectedInterval(value, deviations, of, percentileLevels(confidence, units));
}

/**
 * The estimate plus and minus as many standard deviations of its replicates as Student's distribution has, wider by what a
 * bootstrap's variance lacks (it divides by n, not n - 1). Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 12.
 */
function symmetric({ value, deviations, of, units, confidence }: Replicated): Interval {
  const { length } = deviations;
  if (length < 2 || length < smallestDefinedShare * of) return noInterval('replicates-undefined', value);
  const mean = deviations.reduce((sum, deviation) => sum + deviation, 0) / length;
  const squares = deviations.reduce((sum, deviation) => sum + (deviation - mean) ** 2, 0);
  const spread = Math.sqrt(((squares / (length - 1)) * units) / (units - 1));
  const half = studentQuantile(0.5 + confidence / 2, units - 1) * spread;
  return { value, low: value - half, high: value + half };
}

/** An interval made on a scale; none where the estimate or too many replicates have no place on it. */
function onScale(scale: Scale, found: Replicated, make: (scaled: Replicated) => Interval): Interval {
  const value = scale.of(found.value);
  if (!Number.isFinite(value)) return noInterval('no-interval', found.value);
  const deviations = found.deviations
    .map((deviation) => scale.of(found.value + deviation) - value)
    .filter(Number.isFinite);
  const made = make({ ...found, value, deviations });
  if (made.low === null) return made;
  return { value: found.value, low: scale.back(made.low), high: scale.back(made.high) };
}
