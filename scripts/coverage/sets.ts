import type { Kind } from './simulate.ts';

/** Sets that are drawn of n units. */
const usual: Readonly<Record<number, number>> = { 30: 1000, 200: 1500, 1000: 500, 5000: 200 };

/** Fewer, where a set takes two models and more: of changes on clustered rows. */
const ofClusteredChanges: Readonly<Record<number, number>> = { 30: 500, 200: 1000, 1000: 300, 5000: 100 };

/** More where few left it open whether the band is kept, fewer where a set takes long: by world, kind and n. */
const others: Readonly<Record<string, number>> = {
  'multiclass single 1000': 2000,
  'regression single 5000': 600,
  'regression paired 5000': 600,
  'heavy-errors single 5000': 1000,
  'quantile single 5000': 1000,
  'ranking single 5000': 100,
  'ranking clustered 5000': 100,
  'ranking paired 5000': 100,
};

/** How many sets are drawn of a world. */
export function setsOf(world: string, kind: Kind, n: number): number {
  const fewer = kind === 'paired-clustered' && world !== 'attempts' ? ofClusteredChanges[n] : undefined;
  return others[`${world} ${kind} ${n}`] ?? fewer ?? usual[n] ?? 0;
}
