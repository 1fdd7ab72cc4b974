import { bootstrapRows } from '../../packages/stats/src/bootstrap/row-bootstrap.ts';
import { metricIntervals, pairedDifferences, pointEstimates } from '../../packages/stats/src/index.ts';
import { asked, type RowMember, rowStatistics } from '../../packages/stats/src/metrics/asked.ts';
import { settingsOf } from '../../packages/stats/src/options.ts';
import { changes } from '../../packages/stats/src/paired/change.ts';
import type { BinarySample } from '../../packages/stats/src/sample.ts';
import { randomNumbers, simulatedBinary } from '../../packages/stats/src/testing/samples.ts';
import { METRICS } from './spread.ts';

/** All but the area, which has one way at every size. */
const COVERED = METRICS.slice(1);
const specs = COVERED.map((metric) => ({ metric }));
const LARGE = { samples: 10, rows: 200_000 };

/** In how many of the samples each metric's interval held the truth: as evaluate has it, and by a bootstrap of rows. */
export interface Covered {
  readonly metric: string;
  readonly single: { readonly fast: number; readonly rows: number };
  readonly paired: { readonly fast: number; readonly rows: number };
}

/** Draws samples of one world, with a worse model beside the one, and counts. */
export function covered(rows: number, prevalence: number, samples: number, replicates: number): Covered[] {
  const random = randomNumbers(4242);
  const draw = (size: number) => {
    const { labels, scores, again } = simulatedBinary(size, {
      ...{ random, prevalence, separation: 1.2, noise: 0.7 },
    });
    return { sample: { labels, scores }, base: { labels, scores: again } };
  };
  const truths = COVERED.map(() => ({ single: 0, paired: 0 }));
  for (let i = 0; i < LARGE.samples; i++) {
    const { sample, base } = draw(LARGE.rows);
    const before = pointEstimates('binary', base, specs);
    pointEstimates('binary', sample, specs).forEach(({ value }, metric) => {
      const truth = truths[metric];
      if (truth === undefined) return;
      truth.single += (value ?? Number.NaN) / LARGE.samples;
      truth.paired += ((value ?? Number.NaN) - (before[metric]?.value ?? Number.NaN)) / LARGE.samples;
    });
  }
  const found = COVERED.map((metric) => ({
    metric,
    single: { fast: 0, rows: 0 },
    paired: { fast: 0, rows: 0 },
  }));
  for (let seed = 1; seed <= samples; seed++) {
    const { sample, base } = draw(rows);
    const options = { replicates, seed };
    for (const kind of ['single', 'paired'] as const) {
      const samplesOf = kind === 'single' ? [sample] : [base, sample];
      const fast =
        kind === 'single'
          ? metricIntervals('binary', sample, specs, options)
          : pairedDifferences('binary', base, sample, specs, options);
      const ofRows = rowIntervals(samplesOf, options);
      for (const [metric, tally] of found.entries()) {
        const truth = truths[metric]?.[kind] ?? Number.NaN;
        if (holds(fast[metric], truth)) tally[kind].fast++;
        if (holds(ofRows[metric], truth)) tally[kind].rows++;
      }
    }
  }
  return found;
}

function holds(
  interval: { readonly low: number | null; readonly high: number | null } | undefined,
  truth: number,
): boolean {
  if (interval === undefined || interval.low === null || interval.high === null) return false;
  return interval.low <= truth && truth <= interval.high;
}

/** By a bootstrap of rows, of one model or of a change, whatever their number. */
function rowIntervals(samples: readonly BinarySample[], options: { replicates: number; seed: number }) {
  const [first, second] = samples;
  if (first === undefined) return [];
  const members: readonly RowMember<'binary'>[] = asked('binary', first, specs).rows;
  const statisticsOf = ([one, other]: readonly BinarySample[]) => {
    const before = rowStatistics(one ?? first, members);
    return other ? changes(before, rowStatistics(other, members)) : before;
  };
  const chosen = second ? ([first, second] as const) : ([first] as const);
  const placed = bootstrapRows('binary', { samples: chosen, statisticsOf, members }, settingsOf(options));
  return COVERED.map((_, place) => placed.find((one) => one.place === place)?.interval);
}
