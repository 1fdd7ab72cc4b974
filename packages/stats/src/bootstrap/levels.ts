import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import { criticalValue, standardNormalProbability, standardNormalQuantile } from '../intervals/normal.ts';

/** The shares of replicates below which the ends of an interval lie. */
export type Levels = readonly [low: number, high: number];

/**
 * Levels of a percentile interval from so many rows or clusters: a little wider than the confidence itself, since a bootstrap's
 * variance divides by n where the sample's divides by n - 1, and a normal quantile knows no degrees of freedom. Of a mean the
 * interval is as wide as Student's.
 *
 * Hesterberg (2015), What Teachers Should Know About the Bootstrap, The American Statistician 69, 371-386, section 4.6.
 */
export function percentileLevels(confidence: number, units: number): Levels {
  if (units < 2) return [0, 1];
  if (last.confidence !== confidence || last.units !== units) {
    const student = studentQuantile((1 - confidence) / 2, units - 1);
    const tail = standardNormalProbability(student * Math.sqrt(units / (units - 1)));
    last = { confidence, units, levels: [tail, 1 - tail] };
  }
  return last.levels;
}

/** What was asked for last: the metrics of a sample all ask for the same, one after the other. */
let last: { readonly confidence: number; readonly units: number; readonly levels: Levels } = {
  confidence: 0,
  units: 0,
  levels: [0, 1],
};

/**
 * Levels of a BCa interval: percentiles corrected for the bias of replicates and for a spread that changes with the value.
 * Efron (1987), JASA 82, 171-185, equation 1.12. Where all replicates lie on one side, half a one is taken to lie on the other.
 *
 * @param deviations of the replicates from the estimate, ascending
 * @param share by whose root what is resampled has more bias and acceleration than the sample, of which it is this share
 */
export function bcaLevels(
  deviations: Float64Array,
  acceleration: number,
  confidence: number,
  scale = 1,
): Levels {
  const at = deviations.reduce((sum, deviation) => sum + (deviation < 0 ? 1 : deviation === 0 ? 0.5 : 0), 0);
  const below = Math.max(0.5, Math.min(deviations.length - 0.5, at)) / deviations.length;
  const bias = scale * standardNormalQuantile(below);
  const critical = criticalValue(confidence);
  const level = (z: number) =>
    standardNormalProbability(bias + (bias + z) / (1 - scale * acceleration * (bias + z)));
  return [level(-critical), level(critical)];
}
