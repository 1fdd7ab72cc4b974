import {
  metricIntervals,
  pairedDifferences,
  pointEstimates,
  type Task,
} from '../../packages/stats/src/index.ts';
import type { Way } from './ways.ts';
import { chanceOf, randomNumbers, type World } from './world.ts';

/** What is simulated: one model and the change between two on the same rows, each on independent rows and on clustered ones. */
export const kinds = ['single', 'clustered', 'paired', 'paired-clustered'] as const;
export type Kind = (typeof kinds)[number];

/** How often intervals of a metric held the truth. */
export interface Coverage {
  readonly metric: string;
  readonly truth: number;
  readonly methods: readonly string[];
  readonly approximate: boolean;
  readonly repetitions: number;
  /** Samples for which there was no interval; all else is counted among the others. */
  readonly none: number;
  readonly held: number;
  /** The truth lay below the interval. */
  readonly below: number;
  readonly above: number;
  /** Mean width. */
  readonly width: number;
}

/** One line of what was measured. */
export interface Measured extends Coverage {
  readonly world: string;
  readonly kind: Kind;
  readonly n: number;
  readonly tried: Way | null;
  /** Of what was tried: whether `evaluate` goes this way. */
  readonly inUse?: boolean;
}

interface Runs {
  readonly repetitions: number;
  readonly replicates: number;
  readonly seed: number;
  readonly interval?: 'bca';
}

/** True values of the metrics, and true changes from the worse model. */
export interface Truths {
  readonly single: readonly number[];
  readonly paired: readonly number[];
}

/** The sample from which true values are taken is drawn in so many parts. */
const TRUTH_PARTS = 10;

/** Means over samples of `size` units: of ten, all from one seed. */
export function truthsOf<T extends Task>({ task, specs, truths, draw }: World<T>, size: number): Truths {
  const random = randomNumbers(1_000_003);
  const single = specs.map(() => 0);
  const paired = specs.map(() => 0);
  for (let part = 0; part < TRUTH_PARTS; part++) {
    const { sample, base } = draw(size, chanceOf(size, random, false));
    const before = pointEstimates(task, base, specs);
    pointEstimates(task, sample, specs).forEach(({ value }, i) => {
      const mean = (value ?? Number.NaN) / TRUTH_PARTS;
      single[i] = (single[i] ?? 0) + mean;
      paired[i] = (paired[i] ?? 0) + mean - (before[i]?.value ?? Number.NaN) / TRUTH_PARTS;
    });
  }
  return { single: specs.map(({ metric }, i) => truths?.[metric] ?? single[i] ?? Number.NaN), paired };
}

/** Draws samples of n units and counts how often the interval of each metric holds the truth. */
export function coverageOf<T extends Task>(
  world: World<T>,
  kind: Kind,
  n: number,
  truths: readonly number[],
  { repetitions, replicates, seed, interval: ends }: Runs,
): Coverage[] {
  const random = randomNumbers(seed);
  const clustered = kind === 'clustered' || kind === 'paired-clustered';
  const tallies = world.specs.map(() => ({ none: 0, held: 0, below: 0, above: 0, width: 0 }));
  const methods = world.specs.map(() => new Set<string>());
  const approximate = world.specs.map(() => false);
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    const { sample, base, group } = world.draw(n, chanceOf(n, random, clustered));
    const options = {
      replicates,
      interval: ends,
      seed: repetition,
      group,
    };
    const intervals =
      kind === 'paired' || kind === 'paired-clustered'
        ? pairedDifferences(world.task, base, sample, world.specs, options)
        : metricIntervals(world.task, sample, world.specs, options);
    intervals.forEach((interval, i) => {
      const { low, high, method } = interval;
      const tally = tallies[i];
      const truth = truths[i] ?? Number.NaN;
      if (!tally) return;
      if (interval.approximate) approximate[i] = true;
      if (low === null || high === null) {
        tally.none++;
        return;
      }
      methods[i]?.add(method ?? '');
      // What is equal to the last digits but two is equal: bounds and truths are sums in another order.
      const slack = 1e-12 * Math.abs(truth);
      if (truth < low - slack) tally.below++;
      else if (truth > high + slack) tally.above++;
      else tally.held++;
      tally.width += high - low;
    });
  }
  return world.specs.flatMap(({ metric }, i) => {
    const tally = tallies[i];
    if (!tally) return [];
    return {
      metric,
      truth: truths[i] ?? Number.NaN,
      methods: [...(methods[i] ?? [])].sort(),
      approximate: approximate[i] ?? false,
      repetitions,
      ...tally,
      width: tally.width / Math.max(1, repetitions - tally.none),
    };
  });
}
