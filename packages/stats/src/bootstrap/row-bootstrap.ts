import type { Placed, RowBootstrapMethod } from '../method.ts';
import { drawOf, type Settings } from '../options.ts';
import type { Value } from '../reason.ts';
import { rowsOf, type Samples, type Task, weightsOf } from '../sample.ts';
import { jackknifeRows } from './acceleration.ts';
import { bootstrap, type Member } from './bootstrap.ts';
import { subsetOf, take, takeRows } from './subset.ts';

/** Statistics of the rows of a sample, or of two models on the same rows. */
export interface RowStatistics<S> {
  /** A sample, and for paired statistics the other model's. */
  readonly samples: S;
  readonly statisticsOf: (samples: S) => (weights: Float64Array) => readonly Value[];
  readonly members: readonly Member[];
}

/**
 * Intervals from a bootstrap of rows, or of clusters where a group is given.
 *
 * Of many rows, a random subset is resampled, and the deviations are multiplied by the root of its share, by which spreads
 * shrink: Bickel, Götze & van Zwet (1997), Statistica Sinica 7, 1-31; Politis, Romano & Wolf (1999), Subsampling.
 */
export function bootstrapRows<T extends Task, S extends readonly [Samples[T], ...Samples[T][]]>(
  task: T,
  { samples, statisticsOf, members }: RowStatistics<S>,
  settings: Settings,
): Placed[] {
  if (members.length === 0) return [];
  const [sample] = samples;
  const statistics = statisticsOf(samples);
  const estimates = statistics(weightsOf(sample));
  const models = samples.length > 1 ? 2 : 1;
  const method: RowBootstrapMethod = `bootstrap${samples.length > 1 ? '-paired' : ''}${settings.group ? '-clusters' : ''}`;
  const subset = subsetOf(task, sample, settings.group, settings.seed);
  if (!subset) {
    const size = rowsOf(sample);
    const draw = drawOf(settings, size, sample.weights);
    const units = unitsOf(settings.group, size);
    const jackknife = () => jackknifeRows(weightsOf(sample), settings.group);
    return bootstrap(
      { draw, size, units, jackknife, statistics, estimates, members, method, models },
      settings,
    );
  }
  const parts = samples.map((one) => takeRows(one, subset.rows)) as readonly Samples[T][] as S;
  const ofParts = statisticsOf(parts);
  const size = subset.rows.length;
  const group = settings.group && take(settings.group, subset.rows);
  return bootstrap(
    {
      // Another stream than the subset was chosen with.
      draw: drawOf({ ...settings, seed: settings.seed + 1, group }, size, parts[0].weights),
      size,
      units: unitsOf(group, size),
      jackknife: () => jackknifeRows(weightsOf(parts[0]), group),
      statistics: ofParts,
      estimates,
      centres: ofParts(weightsOf(parts[0])),
      scale: Math.sqrt(subset.share),
      members,
      method: `${method}-subset`,
      models,
    },
    settings,
  );
}

/** How many clusters rows are of; without clusters, each row is on its own. */
function unitsOf(group: Int32Array | undefined, rows: number): number {
  return group ? new Set(group).size : rows;
}
