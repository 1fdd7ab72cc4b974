import { jensenShannon, kullbackLeibler, populationStabilityIndex } from '@assay/stats';
import { cellsOf } from './cells.ts';
import type { DriftMethod } from './method.ts';
import { ofDistance } from './own-rule.ts';
import { shares } from './values.ts';

/**
 * Assay's own index, distance and divergence, over the cells of the reference. An empty cell counts as half a row, so that
 * what it weighs follows from how many rows there are; where no cell is empty, nothing is added.
 */
export const [psi, js, kl] = [
  divergence('psi', 'population stability index', { scale: (cells) => cells - 1, power: 1 }, (p, q, n, m) =>
    populationStabilityIndex(filled(p, n), filled(q, m)),
  ),
  divergence(
    'js',
    'Jensen-Shannon distance, natural logarithm',
    { scale: (cells) => Math.sqrt((cells - 1) / 8), power: 0.5 },
    (p, q) => Math.sqrt(jensenShannon(p, q)),
  ),
  divergence(
    'kl',
    'Kullback-Leibler divergence of the current data from the reference, in nats',
    { scale: (cells) => (cells - 1) / 2, power: 1 },
    (p, q, n, m) => Math.max(0, kullbackLeibler(filled(p, n), filled(q, m))),
  ),
];

function divergence(
  id: string,
  summary: string,
  noise: { readonly scale: (cells: number) => number; readonly power: number },
  of: (p: number[], q: number[], n: number, m: number) => number,
): DriftMethod {
  return {
    id,
    summary: `${summary}, over the deciles or the values of the reference`,
    kinds: ['numeric', 'categorical'],
    of: 'values',
    fit(reference) {
      const cells = cellsOf(reference);
      return (current) => {
        const counts = cells(current);
        const [n, m] = [counts.reference, counts.current].map((side) =>
          side.reduce((sum, count) => sum + count, 0),
        ) as [number, number];
        const value = of(shares(counts.reference, n), shares(counts.current, m), n, m);
        const floor = { scale: noise.scale(counts.reference.length), power: noise.power };
        return ofDistance(value, floor, [n, m]);
      };
    },
  };
}

function filled(list: readonly number[], rows: number): number[] {
  return list.map((share) => share || 0.5 / rows);
}
