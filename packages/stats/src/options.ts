import { type Draw, drawClusters, drawRows } from './bootstrap/draws.ts';
import type { AnySample } from './sample.ts';

/** How intervals are computed. The same options and rows give the same numbers, to the last bit. */
export interface IntervalOptions {
  /** Default 0.95. */
  readonly confidence?: number | undefined;
  /** Bootstrap replicates. Default 1,000. */
  readonly replicates?: number | undefined;
  /** How the ends of a bootstrap interval are found: by percentiles (default), or bias-corrected and accelerated. */
  readonly interval?: 'percentile' | 'bca' | undefined;
  /** Seed of the bootstrap, an integer. Default 1. */
  readonly seed?: number | undefined;
  /** Cluster code of each row, where rows come in clusters (patients, sessions): whole clusters are resampled. */
  readonly group?: Int32Array | undefined;
}

/** Options with their defaults filled in. */
export interface Settings {
  readonly confidence: number;
  readonly replicates: number;
  readonly interval: 'percentile' | 'bca';
  readonly seed: number;
  readonly group: Int32Array | undefined;
}

/** Rows of one query are never resampled apart: where no larger clusters are given, queries are the clusters. */
export function settingsOf(
  { confidence = 0.95, replicates = 1000, interval = 'percentile', seed = 1, group }: IntervalOptions,
  sample?: AnySample,
): Settings {
  if (!Number.isInteger(replicates) || replicates < 1) {
    throw new RangeError(`replicates is a positive integer, not ${replicates}`);
  }
  if (!Number.isInteger(seed)) throw new RangeError(`a seed is an integer, not ${seed}`);
  const queries = sample && 'queries' in sample ? sample.queries : undefined;
  return { confidence, replicates, interval, seed, group: group ?? queries };
}

/** Draws of row weights: clusters where a group is given, rows otherwise. */
export function drawOf({ group, seed }: Settings, rows: number, weights: Float64Array | undefined): Draw {
  return group ? drawClusters(group, seed, weights) : drawRows(rows, seed, weights);
}
