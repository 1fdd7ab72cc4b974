import { drawCells } from '../bootstrap/draw-cells.ts';
import { type Draw, drawRows } from '../bootstrap/draws.ts';
import { percentileLevels } from '../bootstrap/levels.ts';
import { percentileInterval } from '../bootstrap/percentile.ts';
import { settingsOf } from '../options.ts';
import {
  type Agreement,
  type AgreementOptions,
  type AgreementReason,
  ROUNDING,
  withInterval,
  withoutInterval,
} from './agreement.ts';
import type { Patterns } from './patterns.ts';

/** A coefficient where patterns weigh so much; `null` where all ratings are of one category. */
export type Coefficient = (weights: Float64Array) => number | null;

/**
 * A coefficient with its percentile interval from a bootstrap of units, the annotators standing as they are: Zapf, Castell,
 * Morawietz & Karch (2016), BMC Medical Research Methodology 16:93, for Fleiss' kappa and for alpha.
 *
 * Units with the same ratings are drawn together, as one count.
 */
export function bootstrapUnits(
  patterns: Patterns,
  coefficient: Coefficient,
  options: AgreementOptions,
): Agreement {
  const { confidence, replicates, seed } = settingsOf(options);
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence is between 0 and 1, not ${confidence}`);
  const { units, ratings, times } = patterns;
  const counted = { n: units, ratings, confidence };
  const nothing = (reason: AgreementReason, value?: number) => withoutInterval(counted, reason, value);
  if (units === 0) return nothing('no-pairs');
  if (units === 1) return nothing('one-unit');
  const value = coefficient(times);
  if (value === null) return nothing('one-category');
  const draw = drawUnits(patterns, seed);
  const weights = new Float64Array(times.length);
  const deviations: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    draw(weights);
    const drawn = coefficient(weights);
    if (drawn !== null) deviations.push(drawn - value);
  }
  const sorted = Float64Array.from(deviations).sort();
  if (sorted.length > 1 && (sorted.at(-1) as number) - (sorted[0] as number) < ROUNDING)
    return nothing('no-variation', value);
  const interval = percentileInterval(value, sorted, replicates, percentileLevels(confidence, units));
  return withInterval(counted, interval, 'bootstrap-units');
}

/** As many units as there are, with replacement: counted by pattern. */
function drawUnits({ times, units }: Patterns, seed: number): Draw {
  // A binomial variate for each pattern takes some eight times as long as drawing a unit.
  if (8 * times.length <= units)
    return drawCells(
      times.map((count) => count / units),
      units,
      seed,
    );
  const patternOf = new Int32Array(units);
  let start = 0;
  times.forEach((count, pattern) => {
    patternOf.fill(pattern, start, start + count);
    start += count;
  });
  const draw = drawRows(units, seed);
  const drawn = new Float64Array(units);
  return (weights) => {
    draw(drawn);
    weights.fill(0);
    for (let unit = 0; unit < units; unit++) {
      const pattern = patternOf[unit] as number;
      weights[pattern] = (weights[pattern] as number) + (drawn[unit] as number);
    }
  };
}
